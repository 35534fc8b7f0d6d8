import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { findMail, type StoredDemoMail } from "./demo-mails.queries.ts";
import { requireDemonstration } from "./require-demonstration.ts";

/** The mail as it arrived, with every byte. */
export async function getDemoMail(ctx: Context, mailId: string): Promise<StoredDemoMail> {
  await requireDemonstration(ctx);
  const stored = await findMail(ctx, mailId);
  if (!stored) throw refuse("workspace.mail-not-found");
  return stored;
}
