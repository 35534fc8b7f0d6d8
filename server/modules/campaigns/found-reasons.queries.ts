import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { planForMany } from "../../platform/database/plan-for-many.ts";
import {
  type Audience,
  type AudienceQuestion,
  audienceOf,
  audienceWithEmail,
  isAboutEverybody,
} from "./audience.queries.ts";
import type { ReasonCount } from "./list-summary.rules.ts";

/** How many contacts the question finds for each reason (null: may be written to). A list of everybody takes seconds at most. */
export async function countFoundReasons(ctx: Context, question: AudienceQuestion): Promise<ReasonCount[]> {
  const counts = isAboutEverybody(question)
    ? withRest(ctx, countEach(audienceWithEmail(ctx, question)))
    : countEach(audienceOf(ctx, question));
  const query = sql<ReasonCount>`
    SELECT reason, sum(count)::bigint AS count FROM (${counts}) counted
    GROUP BY reason HAVING sum(count) > 0 ORDER BY sum(count) DESC, reason LIMIT 100`;
  const { rows } = await planForMany(ctx.tx, () => query.execute(ctx.tx));
  return rows;
}

function countEach(audience: Audience): RawBuilder<unknown> {
  // OFFSET 0: the planner knows nothing of the reasons then, expects few of them, and lets each process count its own rows.
  // Between quotes it is one value; a number is cast first, and what has yet to be computed keeps it to one process.
  const parts = audience.map(
    (part) => sql`SELECT reason, count(*) AS count FROM (${part} OFFSET '0') found GROUP BY reason`,
  );
  return sql.join(parts, sql` UNION ALL `);
}

/** Who has no e-mail is who is left: looked for one by one they would double the time. */
function withRest(ctx: Context, counts: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    WITH reachable AS (${counts})
    SELECT reason, count FROM reachable
    UNION ALL
    SELECT 'list.no-address', count(*) - (SELECT coalesce(sum(count), 0) FROM reachable)
    FROM contacts.contact_directory WHERE org_id = ${ctx.orgId}`;
}
