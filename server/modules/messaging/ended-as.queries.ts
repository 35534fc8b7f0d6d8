import { type RawBuilder, sql } from "kysely";

/**
 * The end of a message that will not be tried any more, as assignments of an UPDATE. One that may have arrived before is not
 * unsent because nobody sends it again: it goes back to where nobody knows.
 */
export function endedAs(state: "stopped" | "failed", reason: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
      state = CASE WHEN is_repeat THEN 'uncertain' ELSE ${sql.lit(state)} END,
      final_reason = CASE WHEN is_repeat THEN NULL ELSE ${reason} END,
      final_at = platform.current_time()`;
}
