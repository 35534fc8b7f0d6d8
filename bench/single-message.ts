import { createContactBody } from "../contracts/contacts.ts";
import { recordGrant } from "../server/modules/consent/index.ts";
import { createContact } from "../server/modules/contacts/index.ts";
import { startBenchApi } from "./support/api.ts";
import type { Bench, Benchmark } from "./support/benchmark.ts";
import { queueCampaign } from "./support/campaigns.ts";
import type { DataSet } from "./support/generated-people.ts";
import { openRoad, tidyUp } from "./support/road.ts";
import { startWitnessSink } from "./support/sinks.ts";
import { median, percentile } from "./support/statistics.ts";
import { startWorker } from "./support/workers.ts";

interface Correspondent {
  contactId: string;
  addressId: string;
  email: string;
}

/** From the request over HTTP to the dot at the server, while a campaign takes all connections; and on the idle system. */
export const singleMessage: Benchmark = {
  name: "single-message",
  title: "A single message beside a campaign",
  run: async (bench) => {
    const road = await openRoad(bench, bench.pick({ full: 200_000, quick: 20_000 }));
    const { installation } = bench;
    const campaign = bench.pick({ full: 100_000, quick: 10_000 });
    const singles = bench.pick({ full: 100, quick: 20 });
    const people = await newCorrespondents(bench, road.set, 2 * singles);
    const sink = await startWitnessSink(installation.sinkPort);
    const worker = await startWorker(installation);
    const api = await startBenchApi(installation, road.set.orgId);
    const write = (some: Correspondent[]) => writeTo(api, some);
    const idleSent = await write(people.slice(0, singles));
    const { batchId, queued } = await queueCampaign(installation, road.set, { messages: campaign });
    const besideSent = await write(people.slice(singles));
    const stillOpen = await openMessages(bench, road.set, batchId);
    await waitForAll(sink, people);
    const { times, twice } = await sink.report();
    for (const part of [api, worker, sink]) await part.stop();
    await tidyUp(road, batchId);
    const waited = (sent: Map<string, number>) =>
      [...sent].map(([email, at]) => ((times[email] ?? Number.POSITIVE_INFINITY) - at) / 1000);
    const beside = waited(besideSent);
    return [
      {
        measure: `p99 from request to 250 beside a campaign of ${queued.toLocaleString("en")}`,
        value: percentile(beside, 0.99),
        unit: "s",
        peer: { name: "idle system, p99", value: percentile(waited(idleSent), 0.99) },
        targets: [{ of: "value", is: "at-most", target: 2, stretch: 0.5 }],
        invariants: [
          { name: "the campaign was still running", isHeld: stillOpen > 0, detail: `${stillOpen} left` },
          { name: "none twice", isHeld: twice === 0, detail: String(twice) },
        ],
        details: { medianBeside: median(beside), medianIdle: median(waited(idleSent)) },
      },
    ];
  },
};

/** People who agreed to single messages: of stated reasons nobody gets a hundred past the product in a day. */
async function newCorrespondents({ installation }: Bench, set: DataSet, count: number): Promise<Correspondent[]> {
  const made: Correspondent[] = [];
  for (let number = 0; number < count; number++) {
    const email = `single-${Date.now()}-${number}@example.org`;
    const input = createContactBody.parse({ lastName: "Seul", addresses: [{ kind: "email", typed: email }] });
    const { contactId, addresses } = await installation.run(set.orgId, (ctx) => createContact(ctx, input));
    const addressId = addresses[0]?.addressId ?? "";
    const given = { typeId: set.personal, givenOn: "2026-01-15", source: "paper", evidence: "Form 17" } as const;
    await installation.run(set.orgId, (ctx) => recordGrant(ctx, { addressId, ...given }));
    made.push({ contactId, addressId, email });
  }
  return made;
}

async function writeTo(
  api: Awaited<ReturnType<typeof startBenchApi>>,
  people: Correspondent[],
): Promise<Map<string, number>> {
  const sent = new Map<string, number>();
  for (const { contactId, addressId, email } of people) {
    sent.set(email, Date.now());
    const { status } = await api.request("POST", "/messages", {
      // One text to fifty would be a mailing.
      ...{ contactId, addressId, subject: `Votre visite, dossier ${email}`, html: "<p>Bonjour %name%, à demain.</p>" },
    });
    if (status >= 300) throw new Error(`the message was refused with ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return sent;
}

async function openMessages({ installation }: Bench, set: DataSet, batchId: string): Promise<number> {
  const [found] = await installation.asSuperuser<{ open: number }>(
    `SELECT count(*)::int AS open FROM messaging.messages
     WHERE org_id = '${set.orgId}' AND batch_id = '${batchId}' AND state = 'queued'`,
  );
  return found?.open ?? 0;
}

async function waitForAll(sink: Awaited<ReturnType<typeof startWitnessSink>>, people: Correspondent[]): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const { times } = await sink.report();
    if (people.every(({ email }) => times[email] !== undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
