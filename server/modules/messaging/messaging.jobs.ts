import { z } from "zod";
import { runInOrganisation } from "../../platform/context.ts";
import { defineJob } from "../../platform/queue.ts";
import { eraseContactMessages, stopBatchMessages, stopRefusedMessages } from "./message-stops.ts";

const system = { kind: "system", name: "messaging" } as const;

export const stopCancelledJob = defineJob({
  name: "messaging.stop-cancelled",
  payload: z.object({ orgId: z.uuid(), batchId: z.uuid() }),
  retryLimit: 20,
  run: async (platform, { orgId, batchId }) => {
    for (let more = true; more; ) {
      more = await runInOrganisation(platform, { orgId, actor: system }, (ctx) => stopBatchMessages(ctx, batchId));
    }
  },
});

export const stopRefusedJob = defineJob({
  name: "messaging.stop-refused",
  payload: z.object({ orgId: z.uuid(), addressId: z.uuid() }),
  retryLimit: 20,
  run: (platform, { orgId, addressId }) =>
    runInOrganisation(platform, { orgId, actor: system }, (ctx) => stopRefusedMessages(ctx, addressId)),
});

export const eraseContactJob = defineJob({
  name: "messaging.erase-contact",
  payload: z.object({ orgId: z.uuid(), contactId: z.uuid() }),
  retryLimit: 50,
  run: async (platform, { orgId, contactId }) => {
    const onTheirWay = await runInOrganisation(platform, { orgId, actor: system }, (ctx) =>
      eraseContactMessages(ctx, contactId),
    );
    // The job comes back until they have ended too.
    if (onTheirWay > 0) throw new Error("messages of an erased contact are still on their way");
  },
});
