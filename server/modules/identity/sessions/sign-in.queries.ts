import { sql } from "kysely";
import type { Platform } from "../../../platform/platform.ts";

export interface AccountRow {
  orgId: string;
  userId: string;
  passwordHash: string;
}

/** The one look over all organisations, through the listed function: an exact e-mail, active accounts only. */
export async function findAccountsByEmail(platform: Platform, emailKey: string): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    SELECT org_id AS "orgId", user_id AS "userId", password_hash AS "passwordHash"
    FROM identity.find_accounts_by_email(${emailKey})`.execute(platform.database);
  return rows;
}

interface AttemptRow {
  failures: number;
  secondsSince: number;
}

/**
 * Counts an attempt before the password is looked at, so that a thousand at once are counted as a thousand. `decide` says
 * from the failures before how many seconds are still to wait; above zero nothing is counted.
 */
export async function countAttempt(
  platform: Platform,
  emailHash: string,
  decide: (failures: number, secondsSince: number) => { failures: number; waitSeconds: number },
): Promise<number> {
  return platform.database.transaction().execute(async (tx) => {
    await sql`
      INSERT INTO identity.sign_in_attempts (email_hash, failures, last_failed_at)
      VALUES (${emailHash}, 0, platform.current_time()) ON CONFLICT (email_hash) DO NOTHING`.execute(tx);
    const { rows } = await sql<AttemptRow>`
      SELECT failures, extract(epoch FROM platform.current_time() - last_failed_at)::float8 AS "secondsSince"
      FROM identity.sign_in_attempts WHERE email_hash = ${emailHash} FOR UPDATE`.execute(tx);
    const { failures, waitSeconds } = decide(rows[0]?.failures ?? 0, rows[0]?.secondsSince ?? 0);
    if (waitSeconds > 0) return waitSeconds;
    await sql`
      UPDATE identity.sign_in_attempts SET failures = ${failures + 1}, last_failed_at = platform.current_time()
      WHERE email_hash = ${emailHash}`.execute(tx);
    return 0;
  });
}

export async function forgetAttempts(platform: Platform, emailHash: string): Promise<void> {
  await sql`DELETE FROM identity.sign_in_attempts WHERE email_hash = ${emailHash}`.execute(platform.database);
}

export async function deleteOldAttempts(platform: Platform): Promise<void> {
  await sql`
    DELETE FROM identity.sign_in_attempts
    WHERE last_failed_at < platform.current_time() - interval '1 day'`.execute(platform.database);
}
