import type { DemoMail } from "../../../../contracts/workspace.ts";
import type { DemoMailRow } from "./demo-mails.queries.ts";

export function presentDemoMail(row: DemoMailRow): DemoMail {
  const { mailId, recipient, sender, subject, isOpened } = row;
  return { mailId, receivedAt: row.receivedAt.toISOString(), recipient, sender, subject, isOpened };
}
