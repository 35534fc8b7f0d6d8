import { sql } from "kysely";
import type { TestHint, TestOutcome } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";

export async function insertTest(ctx: Context, testId: string, senderId: string): Promise<void> {
  await sql`
    INSERT INTO senders.tests (org_id, test_id, sender_id) VALUES (${ctx.orgId}, ${testId}, ${senderId})`.execute(
    ctx.tx,
  );
}

export async function countRecentTests(ctx: Context, senderId: string, minutes: number): Promise<number> {
  const { rows } = await sql<{ tests: number }>`
    SELECT count(*) AS tests FROM senders.tests
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}
      AND started_at > platform.current_time() - make_interval(mins => ${minutes})`.execute(ctx.tx);
  return rows[0]?.tests ?? 0;
}

export async function updateTest(
  ctx: Context,
  testId: string,
  result: { outcome: TestOutcome; hint: TestHint | null },
): Promise<void> {
  await sql`
    UPDATE senders.tests SET outcome = ${result.outcome}, hint = ${result.hint}
    WHERE org_id = ${ctx.orgId} AND test_id = ${testId}`.execute(ctx.tx);
}
