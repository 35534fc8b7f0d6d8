import type { Context } from "../../../platform/context.ts";
import { recordAudit } from "../../audit/index.ts";
import { deleteAllMails } from "./demo-mails.queries.ts";
import { requireDemonstration } from "./require-demonstration.ts";

export async function emptyDemoMailbox(ctx: Context): Promise<void> {
  await requireDemonstration(ctx);
  const deleted = await deleteAllMails(ctx);
  await recordAudit(ctx, {
    action: "workspace.demo-mailbox-emptied",
    subjectKind: "demo-mailbox",
    details: { deleted },
  });
}
