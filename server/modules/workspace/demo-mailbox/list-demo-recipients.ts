import type { DemoRecipient } from "../../../../contracts/workspace.ts";
import type { Context } from "../../../platform/context.ts";
import { listRecipientRows } from "./demo-mails.queries.ts";
import { requireDemonstration } from "./require-demonstration.ts";

export async function listDemoRecipients(
  ctx: Context,
  search: string | undefined,
): Promise<{ items: DemoRecipient[] }> {
  await requireDemonstration(ctx);
  return { items: await listRecipientRows(ctx, search || null) };
}
