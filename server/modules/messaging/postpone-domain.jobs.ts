import { z } from "zod";
import { runInOrganisation } from "../../platform/context.ts";
import { defineJob } from "../../platform/queue.ts";
import { postponeToDomain } from "./domain-rests.queries.ts";

const atOnce = 5_000;

/** Later work, in pieces: a large campaign's mail to one domain must not hold up the rest while it is put off. */
export const postponeDomainJob = defineJob({
  name: "messaging.postpone-domain",
  payload: z.object({ orgId: z.uuid(), senderId: z.uuid(), domain: z.string() }),
  retryLimit: 3,
  run: async (platform, { orgId, senderId, domain }) => {
    const scope = { orgId, actor: { kind: "system", name: "messaging" } } as const;
    for (let moved = atOnce; moved === atOnce; )
      moved = await runInOrganisation(platform, scope, (ctx) =>
        postponeToDomain(ctx, { senderId, domain, limit: atOnce }),
      );
  },
});
