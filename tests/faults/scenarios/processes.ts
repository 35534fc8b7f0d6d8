import { createServer } from "node:net";
import { launchScheduledJob } from "../../../server/modules/campaigns/campaigns.jobs.ts";
import { createApiKey } from "../../../server/modules/identity/api-keys/create-api-key.ts";
import { type CrashPoint, crashPoints } from "../../../server/platform/crash-points.ts";
import { newId } from "../../../server/platform/ids.ts";
import { queueJob } from "../../../server/platform/queue.ts";
import { type TestPerson, typesOf } from "../../support/people.ts";
import { consentedPeople, queueOne, storedMessage } from "../../support/sending.ts";
import { until, wait } from "../fault-run.ts";
import { scenario } from "../scenario.ts";
import { countOpen, query, type World } from "../world.ts";

/** death at each named point, at its first, second and seventeenth passage. */
export const crashPointsPassed = scenario({
  name: "death at every crash point",
  ids: ["R-04"],
  isLeftOutWhenQuick: true,
  play: async (world, run) => {
    const passages = run.options.isQuick ? [2] : [1, 17];
    const deaths = crashPoints.flatMap((point) => passages.map((passage) => ({ point, passage })));
    const problems: string[] = [];
    let rounds = 0;
    for (const { point, passage } of deaths) {
      const hasDied = await dieAt(world, point, passage);
      rounds += hasDied ? 1 : 0;
      // Groups are fewer than messages: the seventeenth of them may never come.
      if (!hasDied && passage < 17) problems.push(`${point} was not passed ${passage} times`);
    }
    return { rounds, problems, mostUncertain: rounds * world.connections };
  },
});

async function dieAt(world: World, point: CrashPoint, passage: number): Promise<boolean> {
  await world.launch(await world.people(40));
  const victim = await world.startWorker({ CRASH_AT: `${point}:${passage}` });
  const how = await Promise.race([victim.ended, wait(20_000)]);
  if (how === undefined) victim.kill("SIGKILL");
  await victim.ended;
  return how === "SIGKILL";
}

/** requests that create messages, while the API is killed; who got no answer asks again with the same key. */
export const apiKilled = scenario({
  name: "API killed while it takes requests",
  ids: ["R-12"],
  play: async (world, run) => {
    const api = await openApi(world);
    // Who agreed to single messages: reasons are counted, and end at a hundred a day.
    const { personal } = await typesOf(world.app, world.org);
    const people = await consentedPeople({ ...world, newsletter: personal }, run.size(600, 120));
    const answered = new Map<string, string>();
    const waiting = [...people];
    const ask = async () => {
      for (let person = waiting.pop(); person; person = waiting.pop()) {
        answered.set(person.addressId, await askUntilAnswered(api, person));
        await wait(20);
      }
    };
    const asking = Promise.all([ask(), ask(), ask(), ask()]);
    let rounds = 0;
    for (const most = run.size(12, 3); rounds < most && waiting.length > 0; rounds++) {
      await run.random.pause();
      await api.kill();
    }
    await asking;
    const rows = await query<{ messageId: string; addressId: string }>(
      world.app,
      `SELECT message_id AS "messageId", address_id AS "addressId" FROM messaging.messages`,
    );
    const wrong = rows.filter((row) => answered.get(row.addressId) !== row.messageId).length;
    const problems = wrong > 0 ? [`${wrong} rows are not what was answered`] : [];
    if (rows.length !== people.length) problems.push(`${rows.length} rows of ${people.length} requests`);
    await api.stop();
    return { rounds, problems, mostUncertain: 0, notes: `${people.length} requests, each answered in the end` };
  },
});

interface Api {
  url: string;
  key: string;
  kill: () => Promise<void>;
  stop: () => Promise<void>;
}

async function openApi(world: World): Promise<Api> {
  const port = await freePort();
  let process = await world.startApi(port);
  const { key } = await world.app.run(world.org, (ctx) =>
    createApiKey(ctx, { name: "Shop", policies: ["messages.read", "messages.send"] }),
  );
  const end = async () => {
    process.kill("SIGKILL");
    await process.ended;
  };
  return {
    url: `http://127.0.0.1:${port}/api/v1/messages`,
    key,
    kill: async () => {
      await end();
      process = await world.startApi(port);
    },
    stop: end,
  };
}

async function askUntilAnswered(api: Api, person: TestPerson): Promise<string> {
  const key = newId();
  const body = {
    contactId: person.contactId,
    addressId: person.addressId,
    subject: `Your offer ${person.addressId}`,
    html: `<p>Offer ${person.addressId}</p>`,
  };
  const endsAt = performance.now() + 90_000;
  let answer: Awaited<ReturnType<typeof post>>;
  while (performance.now() < endsAt) {
    answer = await post(api, key, body);
    if (answer?.status === 201) return (JSON.parse(answer.text) as { messageId: string }).messageId;
    // The first request may still be running, as far as the database knows.
    if (answer !== undefined && answer.status !== 409 && answer.status < 500)
      throw new Error(`${answer.status} ${answer.text}`);
    await wait(100);
  }
  throw new Error(`no answer in a minute and a half, at last ${answer?.status} ${answer?.text}`);
}

/** Undefined: the connection ended, and nobody knows what was done. */
async function post(api: Api, key: string, body: object): Promise<{ status: number; text: string } | undefined> {
  try {
    const answer = await fetch(api.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${api.key}`, "idempotency-key": key },
      body: JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return undefined;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** workers that start together find the same start of a campaign, several times over. */
export const startedTogether = scenario({
  name: "three workers started together on one scheduled campaign",
  ids: ["R-18", "T-07"],
  isLeftOutWhenQuick: true,
  play: async (world, run) => {
    const rounds = run.size(5, 2);
    const problems: string[] = [];
    for (let round = 1; round <= rounds; round++) {
      await world.people(20);
      const payload = await scheduleCampaign(world);
      for (let copy = 0; copy < 6; copy++) {
        await world.app.run(world.org, (ctx) => queueJob(ctx, launchScheduledJob, payload));
      }
      await Promise.all([1, 2, 3].map(() => world.startWorker({ WITH_JOBS: "1" })));
      await until("it has begun", async () => (await countBatches(world)) >= round, 60_000);
      await until("everything has left", async () => (await countOpen(world)) === 0);
      if ((await countBatches(world)) !== round)
        problems.push(`${await countBatches(world)} starts in ${round} rounds`);
      for (const worker of world.workers) worker.kill("SIGTERM");
      await Promise.all([...world.workers].map((worker) => worker.ended));
    }
    return { rounds, problems, mostUncertain: 0 };
  },
});

/** Of everybody who accepted: each round writes to the people of the rounds before as well. */
async function scheduleCampaign({ app, org }: World) {
  const manager = app.signedIn(org, "campaign-manager");
  const call = async (path: string, body: object) => {
    const answer = await manager.request("POST", path, { body, headers: { "idempotency-key": newId() } });
    if (answer.status >= 300) throw new Error(answer.text);
    return answer.body;
  };
  const draft = await call("/campaigns", { name: "Autumn", subject: "Autumn", html: "<p>Hello %name%</p>" });
  const path = `/campaigns/${draft.campaignId}`;
  const { version, summary } = await call(`${path}/validate`, { version: draft.version });
  const at = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 16);
  const scheduled = await call(`${path}/schedule`, { version, recipients: summary.available, at });
  return { orgId: org.orgId, campaignId: draft.campaignId as string, scheduledAt: scheduled.scheduledAt as string };
}

async function countBatches({ app }: World): Promise<number> {
  const rows = await query<{ n: number }>(app, "SELECT count(*)::int AS n FROM messaging.batches");
  return rows[0]?.n ?? 0;
}

/** the kernel kills whoever makes this message ready, as it does for want of memory; the others must leave all the same. */
export const poison = scenario({
  name: "message that ends its worker",
  ids: ["R-24"],
  play: async (world) => {
    const bad = await queueOne(world);
    await world.launch(await world.people(200));
    const isGivenUp = async () => (await storedMessage(world, bad))?.state === "failed";
    let rounds = 0;
    while (!(await isGivenUp()) && rounds < 6) {
      const worker = await world.startWorker({ CRASH_AT: "mail.rendering:1", CRASH_FOR: bad });
      await Promise.race([worker.ended, until("the bad one is given up", isGivenUp)]);
      if (!(await isGivenUp())) rounds++;
    }
    const problems = rounds > 4 ? [`${rounds} deaths before it was given up`] : [];
    if (!(await isGivenUp())) problems.push("the message was not given up");
    return {
      rounds,
      problems,
      mostUncertain: rounds * world.connections,
      otherEnds: ["failed"],
      notes: "one given up",
    };
  },
});
