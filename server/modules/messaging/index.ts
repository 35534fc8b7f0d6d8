export { countBatch } from "./count-batch.ts";
export { createBatch, type NewBatch } from "./create-batch.ts";
export { type QueueMessageInput, queueMessage, type Recipient } from "./queue-message.ts";
export { type AudienceInput, queueMessagesForAudience } from "./queue-messages-for-audience.ts";
export { type BatchChange, getBatchState, setBatchState } from "./set-batch-state.ts";
