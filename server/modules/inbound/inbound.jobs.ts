import { z } from "zod";
import { defineJob } from "../../platform/queue.ts";
import { readReturnMailbox } from "./mailbox/read-return-mailbox.ts";

/** Not tried again by itself: the next round comes in a few minutes, and the problem stands on the sender's page. */
export const readMailboxJob = defineJob({
  name: "inbound.read-return-mailbox",
  payload: z.object({ orgId: z.uuid(), senderId: z.uuid() }),
  retryLimit: 0,
  run: async (platform, mailbox) => {
    await readReturnMailbox(platform, mailbox);
  },
});
