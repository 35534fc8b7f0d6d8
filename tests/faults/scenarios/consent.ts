import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { suppressAddress, withdrawConsent } from "../../../server/modules/consent/index.ts";
import { eraseContact, getContact, removeAddress } from "../../../server/modules/contacts/index.ts";
import { newId } from "../../../server/platform/ids.ts";
import { endConsents } from "../../support/end-consents.ts";
import type { TestPerson } from "../../support/people.ts";
import { monotonicMs } from "../../support/sink-log.ts";
import { until } from "../fault-run.ts";
import { scenario } from "../scenario.ts";
import { dotTimes } from "../sink-times.ts";
import { countOpen, query, type World } from "../world.ts";

/** When a no was acknowledged to whoever said it, by the database's clock and by this machine's. */
interface Acknowledged {
  at: Date;
  monotonicMs: number;
}

type Way = (world: World, person: TestPerson) => Promise<unknown>;

const byStaff: Way = ({ app, org, newsletter }, { addressId }) =>
  app.signedIn(org, "operator").request("POST", `/addresses/${addressId}/consent/withdrawals`, {
    body: { typeId: newsletter, source: "phone" },
    headers: { "idempotency-key": newId() },
  });

const byOneClick: Way = ({ app, org, newsletter }, { addressId }) =>
  app.anonymous.request(
    "POST",
    `!/u/${app.platform.keys.makeLinkToken({ purpose: "one-click", orgId: org.orgId, messageId: newId(), addressId, typeId: newsletter })}`,
    {
      body: "List-Unsubscribe=One-Click",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    },
  );

const byProgram: Way = ({ app, org, newsletter }, { addressId }) =>
  app.run(org, (ctx) => withdrawConsent(ctx, { addressId, typeId: newsletter, source: "in-person" }));

const byComplaint: Way = ({ app, org }, { addressId }) =>
  app.run(org, (ctx) => suppressAddress(ctx, { addressId, kind: "complaint" }));

const byErasure: Way = ({ app, org }, { contactId }) => app.run(org, (ctx) => eraseContact(ctx, contactId));

const byRemoval: Way = ({ app, org }, { contactId }) =>
  app.run(org, async (ctx) => {
    const { addresses } = await getContact(ctx, contactId);
    return removeAddress(ctx, contactId, addresses[0]?.contactAddressId ?? "");
  });

/** C-01: one in five says no while the campaign runs, in several ways at once. */
export const withdrawals = scenario({
  name: "people say no while a campaign runs",
  ids: ["C-01"],
  wish: () => ({ sink: { delays: { dot: [10, 50] } } }),
  play: (world, run) =>
    sayNoMeanwhile(world, {
      people: run.size(5_000, 800),
      oneIn: 5,
      ways: [byStaff, byOneClick, byProgram, byComplaint],
    }),
});

/** C-03: contacts are erased, addresses removed and blocked, and consents run out, in the middle of it. */
export const changesMeanwhile = scenario({
  name: "contacts erased, addresses removed, consents run out",
  ids: ["C-03"],
  wish: () => ({ sink: { delays: { dot: [20, 60] } } }),
  play: async (world, run) => {
    const short = await world.people(run.size(300, 60));
    await endConsents(world, short, () => new Date(Date.now() + run.random.between(2_000, 8_000)));
    return sayNoMeanwhile(world, {
      people: run.size(1_500, 300),
      others: short,
      oneIn: 6,
      ways: [byErasure, byRemoval, byComplaint],
    });
  },
  judge: async (world) => {
    const expired = await query<{ n: number }>(
      world.app,
      "SELECT count(*)::int AS n FROM messaging.messages WHERE final_reason = 'consent.expired'",
    );
    return (expired[0]?.n ?? 0) > 0 ? [] : ["no consent ran out in time to be tested"];
  },
});

interface Play {
  people: number;
  others?: TestPerson[];
  oneIn: number;
  ways: Way[];
}

async function sayNoMeanwhile(world: World, play: Play) {
  const { random } = world.run;
  const people = [...(play.others ?? []), ...(await world.people(play.people))];
  await world.startWorker({ WITH_JOBS: "1" });
  await world.startWorker({ WITH_JOBS: "1" });
  await world.launch(people);
  await until("the campaign has begun", () => readFileSync(world.sink.logFile, "utf8").includes('"event":"dot"'));
  const leaving = people.filter((_, index) => index % play.oneIn === 0).sort(() => random.next() - 0.5);
  const said = new Map<string, Acknowledged>();
  const speak = async () => {
    for (let person = leaving.pop(); person; person = leaving.pop()) {
      if ((await countOpen(world)) === 0) return;
      await random.pick(play.ways)(world, person);
      said.set(person.addressId, { at: await databaseTime(world), monotonicMs: monotonicMs() });
    }
  };
  await Promise.all([speak(), speak(), speak()]);
  await until("the campaign is over", async () => (await countOpen(world)) === 0, 180_000);
  const { late, lateDots } = await compare(world, said);
  return {
    rounds: said.size,
    mostUncertain: 0,
    otherEnds: ["stopped" as const],
    problems: [
      ...(late > 0 ? [`${late} handed over after the no was acknowledged`] : []),
      ...(lateDots > 0 ? [`${lateDots} dots more than a second after it`] : []),
    ],
  };
}

async function databaseTime({ app, org }: World): Promise<Date> {
  const { rows } = await app.run(org, (ctx) => sql<{ at: Date }>`SELECT platform.current_time() AS at`.execute(ctx.tx));
  return rows[0]?.at ?? new Date(0);
}

async function compare(world: World, said: Map<string, Acknowledged>): Promise<{ late: number; lateDots: number }> {
  const rows = await query<{ messageId: string; addressId: string; at: Date | null }>(
    world.app,
    `SELECT message_id AS "messageId", address_id AS "addressId", handed_over_at AS at FROM messaging.messages`,
  );
  const dots = dotTimes(world);
  let [late, lateDots] = [0, 0];
  for (const { messageId, addressId, at } of rows) {
    const no = said.get(addressId);
    if (!no) continue;
    if (at !== null && at > no.at) late++;
    if ((dots.get(messageId) ?? 0) > no.monotonicMs + 1_000) lateDots++;
  }
  return { late, lateDots };
}
