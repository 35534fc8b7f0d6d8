import { runInOrganisation } from "../../../platform/context.ts";
import type { CommandDefinition } from "../../../platform/module.ts";
import { forEachOrganisation } from "../../identity/index.ts";
import { checkRestore } from "./check-restore.ts";
import { confirmRestore } from "./confirm-restore.ts";
import { findOpenGap } from "./find-open-gap.ts";

/** For the operator: which ledgers are older than their checkpoints, and the confirmation of one. */
export const restoreCommand: CommandDefinition = {
  name: "confirm-restore",
  description: "Show the consent ledgers that a restored backup left behind; with --org and --note go on with one",
  options: [
    { flags: "--org <id>", description: "whose restored ledger is right as it is" },
    { flags: "--note <text>", description: "what happened, and who checked; kept in the ledger" },
  ],
  run: async (platform, { org, note }) => {
    if (typeof org === "string" && typeof note === "string") {
      const actor = { kind: "operator", name: "command line", reason: note } as const;
      await runInOrganisation(platform, { orgId: org, actor }, (ctx) => confirmRestore(ctx, { note }));
      process.stdout.write(`${org}: confirmed, sending goes on\n`);
      return 0;
    }
    let behind = 0;
    await forEachOrganisation(platform, "consent.check-restore", async (ctx) => {
      await checkRestore(ctx);
      const { gap } = await findOpenGap(ctx);
      if (!gap) return;
      behind++;
      const { lostAfter, lostUpTo, knownAt } = gap;
      process.stdout.write(
        `${ctx.orgId}: events ${lostAfter + 1} to ${lostUpTo} are missing, witnessed on ${knownAt}\n`,
      );
    });
    return behind === 0 ? 0 : 1;
  },
};
