import type { Page } from "../../../../contracts/common.ts";
import type { DemoMail, DemoMailQuery } from "../../../../contracts/workspace.ts";
import type { Context } from "../../../platform/context.ts";
import { countMailRows, listMailRows } from "./demo-mails.queries.ts";
import { presentDemoMail } from "./present-demo-mail.ts";
import { requireDemonstration } from "./require-demonstration.ts";

export async function listDemoMails(ctx: Context, query: DemoMailQuery): Promise<Page<DemoMail>> {
  await requireDemonstration(ctx);
  const filter = {
    recipient: query.recipient || null,
    search: query.search || null,
    before: query.cursor ?? null,
    limit: query.limit,
  };
  const rows = await listMailRows(ctx, filter);
  return {
    items: rows.map(presentDemoMail),
    total: await countMailRows(ctx, filter),
    nextCursor: rows.length === query.limit ? (rows.at(-1)?.mailId ?? null) : null,
  };
}
