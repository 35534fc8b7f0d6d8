import { userInfo } from "node:os";
import { z } from "zod";
import { runInOrganisation } from "../../../platform/context.ts";
import { isRefusal } from "../../../platform/errors.ts";
import type { CommandDefinition } from "../../../platform/module.ts";
import { resumeSharedSender } from "./resume-shared-sender.ts";

const shortestReason = 10;

export const resumeSharedSenderCommand: CommandDefinition = {
  name: "resume-shared-sender",
  description: "Let an organisation go on that was paused on the installation's own sender",
  options: [
    { flags: "--organisation <id>", description: "whose mail waits", required: true },
    { flags: "--reason <text>", description: "what was put right; it is kept", required: true },
  ],
  run: async (platform, options) => {
    const orgId = z.uuid().safeParse(options.organisation);
    const reason = String(options.reason).trim();
    if (!orgId.success) return fail("The organisation is given by its id.");
    if (reason.length < shortestReason) return fail(`The reason must have at least ${shortestReason} characters.`);
    try {
      const actor = { kind: "operator", name: userInfo().username, reason } as const;
      await runInOrganisation(platform, { orgId: orgId.data, actor }, (ctx) => resumeSharedSender(ctx, reason));
    } catch (error) {
      if (isRefusal(error)) return fail("This organisation is not paused.");
      throw error;
    }
    process.stdout.write("Its messages leave again.\n");
    return 0;
  },
};

function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
