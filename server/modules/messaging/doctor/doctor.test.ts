import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { withdraw } from "../../../../tests/support/mailing-list.ts";
import { newPerson, type TestPerson } from "../../../../tests/support/people.ts";
import { consentedPeople, launch, queueOne, type Sending, startSending } from "../../../../tests/support/sending.ts";
import type { TestOrganisation } from "../../../../tests/support/test-app.ts";
import { newId } from "../../../platform/ids.ts";
import type { Platform } from "../../../platform/platform.ts";
import { doctorCommand } from "./doctor-command.ts";
import { runDoctor } from "./run-doctor.ts";

let sending: Sending;
let people: TestPerson[];
let batchId: string;

beforeAll(async () => {
  sending = await startSending();
  people = await consentedPeople(sending, 12);
  const worker = await sending.work();
  const campaign = await launch(sending, people);
  batchId = campaign.batchId;
  await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), { timeout: 15_000, interval: 20 });
  await worker.stop();
  await withdraw(sending.app, sending.org, people[11]);
});
afterAll(() => sending.stop());

async function findings(platform = sending.app.platform) {
  const report = await runDoctor(platform, { orgId: sending.org.orgId, pauseMs: 0 });
  return report.findings.map(({ invariant, what, found }) => `${invariant} ${what} ${found}`);
}

/** As somebody with all rights on the database and no manners; undone afterwards, so that each fault stands alone. */
async function planted(faults: string, repair: string, platform?: Platform): Promise<string[]> {
  const consent = ["consent.ledger", "consent.current", "consent.suppressions"];
  const tables = [...consent, "messaging.attempts", "messaging.delivery_events"];
  const guards = (mode: string) => tables.map((table) => `ALTER TABLE ${table} ${mode} TRIGGER USER`).join("; ");
  const run = (statement: string) =>
    sending.app.asOwner(
      `SELECT set_config('app.org_id', '${sending.org.orgId}', false); ${guards("DISABLE")}; ${statement}; ${guards("ENABLE")}`,
    );
  await run(faults);
  try {
    return await findings(platform);
  } finally {
    await run(repair);
  }
}

const first = () => people[0]?.addressId ?? "";
const messageOf = (person: TestPerson | undefined) => `address_id = '${person?.addressId}'`;

test("nothing is found after a campaign that went well", async () => {
  expect(await findings()).toEqual([]);
});

describe("a planted fault is found", () => {
  test("INV-1: an end without its time", async () => {
    const where = `WHERE ${messageOf(people[0])}`;
    expect(
      await planted(
        `UPDATE messaging.messages SET final_at = NULL ${where}`,
        `UPDATE messaging.messages SET final_at = handed_over_at ${where}`,
      ),
    ).toEqual(["INV-1 end-without-time 1"]);
  });

  test("INV-1: an accepted message of which no attempt is written down", async () => {
    const attempt = `messaging.attempts WHERE message_id = (SELECT message_id FROM messaging.messages WHERE ${messageOf(people[0])})`;
    expect(
      await planted(
        `CREATE TABLE public.kept AS SELECT * FROM ${attempt}; DELETE FROM ${attempt}`,
        "INSERT INTO messaging.attempts SELECT * FROM public.kept; DROP TABLE public.kept",
      ),
    ).toEqual(["INV-1 accepted-without-attempt 1", "INV-1 attempt-not-written 1"]);
  });

  test("INV-1: what is about a message, or of a batch, that is not there", async () => {
    const id = newId();
    const where = `WHERE ${messageOf(people[0])}`;
    const batchOf = (batch: string) => `UPDATE messaging.messages SET batch_id = ${batch} ${where}`;
    const strays = `
      INSERT INTO messaging.attempts (org_id, attempt_id, message_id, attempt_no, claim_token, worker_id, outcome)
      SELECT org_id, '${id}', gen_random_uuid(), 1, claim_token, worker_id, 'accepted' FROM messaging.messages ${where};
      INSERT INTO messaging.delivery_events
        (org_id, delivery_event_id, message_id, sender_id, address_id, kind, happened_at, reported_via, report_key)
      SELECT org_id, '${id}', gen_random_uuid(), sender_id, address_id, 'delayed', now(), 'mailbox', 'x' FROM messaging.messages ${where}`;
    const forget = `DELETE FROM messaging.attempts WHERE attempt_id = '${id}';
      DELETE FROM messaging.delivery_events WHERE delivery_event_id = '${id}'`;
    expect(
      await planted(`${strays}; ${batchOf("gen_random_uuid()")}`, `${forget}; ${batchOf(`'${batchId}'`)}`),
    ).toEqual(["INV-1 attempt-of-no-message 1", "INV-1 message-of-no-batch 1", "INV-1 report-of-no-message 1"]);
  });

  test("INV-2: a second hand-over of an accepted message", async () => {
    const id = newId();
    expect(
      await planted(
        `INSERT INTO messaging.attempts (org_id, attempt_id, message_id, attempt_no, claim_token, worker_id, outcome, handed_over_at)
         SELECT org_id, '${id}', message_id, 2, gen_random_uuid(), worker_id, 'uncertain', handed_over_at + interval '2 ms'
         FROM messaging.messages WHERE ${messageOf(people[0])}`,
        `DELETE FROM messaging.attempts WHERE attempt_id = '${id}'`,
      ),
    ).toEqual(["INV-2 handed-over-twice 1"]);
  });

  test("INV-2: but one repeat is none too many where the server drops repeats", async () => {
    const id = newId();
    const repeats = (count: number) => `UPDATE messaging.messages SET repeats = ${count} WHERE ${messageOf(people[0])}`;
    const handOver = (messageIds: string) =>
      `INSERT INTO messaging.attempts (org_id, attempt_id, message_id, attempt_no, claim_token, worker_id, outcome, handed_over_at)
       SELECT org_id, '${messageIds}', message_id, 2, gen_random_uuid(), worker_id, 'uncertain', handed_over_at
       FROM messaging.messages WHERE ${messageOf(people[0])}`;
    const forget = `DELETE FROM messaging.attempts WHERE attempt_id IN ('${id}', '${first()}')`;
    expect(await planted(`${repeats(1)}; ${handOver(id)}`, `${repeats(0)}; ${forget}`)).toEqual([]);
    expect(await planted(`${repeats(1)}; ${handOver(id)}; ${handOver(first())}`, `${repeats(0)}; ${forget}`)).toEqual([
      "INV-2 handed-over-twice 1",
    ]);
  });

  test("INV-3: more uncertain at once than the sender has connections", async () => {
    expect(
      await planted(
        "UPDATE messaging.messages SET state = 'uncertain'; UPDATE messaging.attempts SET outcome = 'uncertain', ended_at = platform.current_time()",
        "UPDATE messaging.messages SET state = 'accepted'; UPDATE messaging.attempts SET outcome = 'accepted'",
      ),
    ).toEqual(["INV-3 more-uncertain-than-connections 1"]);
  });

  test("INV-4: a hand-over without a consent, with another's, and with one that was over", async () => {
    const event = (person: TestPerson | undefined) =>
      `(SELECT grant_event_id FROM consent.current WHERE ${messageOf(person)} AND type_id = '${sending.newsletter}')`;
    const set = (person: TestPerson | undefined, value: string) =>
      `UPDATE messaging.messages SET consent_event_id = ${value} WHERE ${messageOf(person)}`;
    const end = (value: string) =>
      `UPDATE consent.ledger SET valid_until = ${value} WHERE event_id = ${event(people[2])}; UPDATE consent.current SET valid_until = ${value} WHERE ${messageOf(people[2])}`;
    expect(
      await planted(
        [set(people[0], "NULL"), set(people[1], event(people[3])), end("'2020-01-01'")].join("; "),
        [set(people[0], event(people[0])), set(people[1], event(people[1])), end("NULL")].join("; "),
      ),
    ).toEqual([
      "INV-4 consent-not-in-force 1",
      "INV-4 consent-of-another 1",
      "INV-4 without-a-consent 1",
      "INV-6 changed-record 1",
    ]);
  });

  test("INV-5: a hand-over after the withdrawal", async () => {
    const late = (sign: string) =>
      `UPDATE messaging.messages SET handed_over_at = handed_over_at ${sign} interval '1 hour' WHERE ${messageOf(people[11])};
       UPDATE messaging.attempts SET handed_over_at = handed_over_at ${sign} interval '1 hour' WHERE message_id IN (SELECT message_id FROM messaging.messages WHERE ${messageOf(people[11])})`;
    expect(await planted(late("+"), late("-"))).toEqual(["INV-4 consent-not-in-force 1", "INV-5 after-withdrawn 1"]);
  });

  test("INV-5: a hand-over after a complaint", async () => {
    const id = newId();
    expect(
      await planted(
        `INSERT INTO consent.suppressions (org_id, suppression_id, address_id, kind, started_at)
         VALUES ('${sending.org.orgId}', '${id}', '${first()}', 'complaint', '2020-01-01')`,
        `DELETE FROM consent.suppressions WHERE suppression_id = '${id}'`,
      ),
    ).toEqual(["INV-5 after-a-block 1"]);
  });

  test("INV-6: a changed event of the ledger", async () => {
    const source = (value: string) => `UPDATE consent.ledger SET source = '${value}' WHERE seq = 3`;
    expect(await planted(source("website"), source("paper"))).toEqual(["INV-6 changed-record 1"]);
  });

  test("INV-7: a state that the ledger does not have", async () => {
    const state = (value: string) => `UPDATE consent.current SET state = '${value}' WHERE ${messageOf(people[0])}`;
    expect(await planted(state("refused"), state("accepted"))).toEqual(["INV-7 differs-from-ledger 1"]);
  });

  test("INV-8: a batch that ended before its last message, and one that never ended", async () => {
    const batch = (state: string) => `UPDATE messaging.batches SET state = '${state}' WHERE batch_id = '${batchId}'`;
    const age = (sign: string) => `UPDATE messaging.messages SET final_at = final_at ${sign} interval '1 hour'`;
    expect(await planted(`${batch("running")}; ${age("-")}`, `${batch("ended")}; ${age("+")}`)).toEqual([
      "INV-8 done-but-not-ended 1",
    ]);
    const message = (state: string, at: string) =>
      `UPDATE messaging.messages SET state = '${state}', final_at = ${at}, attempt_count = 1 WHERE ${messageOf(people[0])}`;
    expect(await planted(message("queued", "NULL"), message("accepted", "handed_over_at"))).toEqual([
      "INV-8 ended-with-open-messages 1",
    ]);
  });

  test("INV-9: more than the limit in one window", async () => {
    const limit = (count: string, hours: string) =>
      `UPDATE senders.accounts SET limit_count = ${count}, limit_hours = ${hours}, limit_changed_at = '2020-01-01'`;
    expect(await planted(limit("10", "1"), limit("NULL", "NULL"))).toEqual(["INV-9 limit-passed 2"]);
    expect(await planted(limit("12", "1"), limit("NULL", "NULL"))).toEqual([]);
  });

  test("INV-9: more than the installation's own sender may send, since it may send no more", async () => {
    const { platform } = sending.app;
    const withLimit = (limit: string) => {
      const platformSmtpUrl = `${platform.config.platformSmtpUrl}&limit=${limit}`;
      return { ...platform, config: { ...platform.config, platformSmtpUrl } };
    };
    const reserve = (limit: string, at: string) =>
      `INSERT INTO messaging.platform_blocks (block_id, size, reserved_at, limit_count, limit_hours) VALUES (gen_random_uuid(), 1, ${at}, ${limit})`;
    const look = (faults: string[], limit: string) =>
      planted(faults.join("; "), "DELETE FROM messaging.platform_blocks", withLimit(limit));
    const [before, later] = ["'2020-01-01'", "platform.current_time()"];
    expect(await look([reserve("10, 1", before)], "10/1")).toEqual(["INV-9 shared-limit-passed 2"]);
    expect(await look([reserve("12, 1", before)], "12/1")).toEqual([]);
    // The limit was another one when they left.
    expect(await look([reserve("99, 1", before), reserve("10, 1", later)], "10/1")).toEqual([]);
    expect(await look([reserve("99, 1", before)], "10/1")).toEqual([]);
  });

  test("INV-10: a message in no lane, one held by a dead worker, one whose lease is long over, and two on no list of claims", async () => {
    const singles = await Promise.all([1, 2, 3].map(() => queueOne(sending)));
    const [lost, held, late] = singles;
    const claim = (id: string | undefined, worker: string, lease: string) =>
      `UPDATE messaging.messages SET state = 'claimed', claim_token = gen_random_uuid(), worker_id = ${worker}, lease_until = platform.current_time() + interval '${lease}' WHERE message_id = '${id}'`;
    const free = `UPDATE messaging.messages SET state = 'stopped', final_reason = 'messaging.cancelled', final_at = platform.current_time()
      WHERE message_id IN (${singles.map((id) => `'${id}'`).join(", ")})`;
    expect(
      await planted(
        [
          "INSERT INTO messaging.workers (worker_id) VALUES ('00000000-0000-7000-8000-000000000001')",
          claim(held, "gen_random_uuid()", "1 hour"),
          claim(late, "'00000000-0000-7000-8000-000000000001'", "-1 hour"),
          `DELETE FROM messaging.lanes WHERE lane = 'single'`,
        ].join("; "),
        free,
      ),
    ).toEqual([
      "INV-10 claimed-after-its-lease 1",
      "INV-10 held-by-a-dead-worker 1",
      "INV-10 on-its-way-under-no-claim 2",
      "INV-10 waiting-where-nobody-looks 1",
    ]);
    expect(lost).toBeDefined();
  });

  test("INV-10: due for over a minute, and nobody comes", async () => {
    const messageId = await queueOne(sending);
    expect(
      await planted(
        "UPDATE messaging.lanes SET next_at = next_at - interval '2 minutes'",
        `DELETE FROM messaging.lanes; UPDATE messaging.messages SET state = 'stopped', final_reason = 'messaging.cancelled', final_at = platform.current_time() WHERE message_id = '${messageId}'`,
      ),
    ).toEqual(["INV-10 waiting-though-it-could-leave 1"]);
  });

  test("INV-10: a launch whose rest nobody queues any more; before that it is not done, whatever its messages say", async () => {
    const where = `WHERE batch_id = '${batchId}'`;
    const following = (minutes: number) =>
      `UPDATE messaging.batches SET state = 'running', to_queue = 7, ended_at = NULL,
        last_queued_at = platform.current_time() - interval '${minutes} minutes' ${where};
      UPDATE messaging.messages SET final_at = final_at + interval '-2 minutes' ${where}`;
    const repair = `UPDATE messaging.batches SET state = 'ended', to_queue = 0, ended_at = platform.current_time() ${where};
      UPDATE messaging.messages SET final_at = final_at + interval '2 minutes' ${where}`;
    expect(await planted(following(1), repair)).toEqual([]);
    expect(await planted(following(11), repair)).toEqual(["INV-10 launch-that-stands-still 1"]);
  });
});

describe("the command", () => {
  async function command(options: Record<string, string | boolean>) {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      const code = await doctorCommand.run(sending.app.platform, options);
      return { code, output: write.mock.calls.map(([text]) => String(text)).join("") };
    } finally {
      write.mockRestore();
    }
  }

  test("says OK for each invariant of every organisation, and ends with 0", async () => {
    const other: TestOrganisation = await sending.app.newOrganisation();
    const { code, output } = await command({});
    expect(code).toBe(0);
    expect(output.match(/^INV-\d+ +OK /gm)).toHaveLength(10);
    expect(output).toContain("2 organisations, nothing found");
    expect((await command({ organisation: other.orgId })).output).toContain("1 organisation, nothing found");
  });

  test("names what is broken by ids alone, and ends with 1", async () => {
    const person = await newPerson(sending.app, sending.org);
    const messageId = await queueOne(sending, { person });
    await sending.app.run(sending.org, (ctx) =>
      sql`DELETE FROM messaging.lanes WHERE org_id = ${sending.org.orgId}`.execute(ctx.tx),
    );
    const { code, output } = await command({ json: true });
    expect(code).toBe(1);
    expect(output).not.toContain(person.email);
    const report = JSON.parse(output) as { isSound: boolean; invariants: { id: string; findings: unknown[] }[] };
    expect(report.isSound).toBe(false);
    expect(report.invariants.find(({ id }) => id === "INV-10")?.findings).toEqual([
      { orgId: sending.org.orgId, what: "waiting-where-nobody-looks", found: 1, examples: [messageId] },
    ]);
  });
});
