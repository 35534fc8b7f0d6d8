import { readFileSync } from "node:fs";
import type { TestPerson } from "../../support/people.ts";
import { queueOne } from "../../support/sending.ts";
import type { SinkAction, SinkStep } from "../../support/sink-actions.ts";
import { until } from "../fault-run.ts";
import { scenario } from "../scenario.ts";
import { query, type World } from "../world.ts";

/** one in ten dots gets no answer at all. Those are uncertain and stay so; security mail goes once more. */
export const noAnswerAfterDot = scenario({
  name: "connection dropped after the dot",
  ids: ["R-05"],
  wish: () => ({ sink: { faults: [{ step: "dot", every: 10, action: { drop: true } }] } }),
  play: async (world, run) => {
    await world.launch(await world.people(run.size(1_000, 200)));
    for (let index = 0; index < run.size(40, 20); index++) await queueOne(world, { messageClass: "security" });
    await world.startWorker();
    await until("everything has been tried once", async () => (await countBefore(world, "attempt_count = 0")) === 0);
    world.sink.say({});
    // After their grace time they are looked at again.
    await world.app.shiftTime({ minutes: 16 });
    await until(
      "no security mail is uncertain",
      async () => (await countBefore(world, "state = 'uncertain' AND message_class = 'security'")) === 0,
    );
    const rounds = unanswered(world).length;
    const seconds = await countBefore(world, "is_second_copy");
    return { rounds, mostUncertain: rounds - seconds, notes: `${seconds} security messages sent once more` };
  },
  judge: async (world) => {
    const uncertain = await query<{ id: string }>(
      world.app,
      "SELECT message_id AS id FROM messaging.messages WHERE state = 'uncertain' OR is_second_copy",
    );
    return sameIds(
      uncertain.map(({ id }) => id),
      unanswered(world),
    );
  },
});

/** a server that thinks for a long time after the dot has the message all the same. */
export const slowAnswer = scenario({
  name: "server thinks for 30 seconds after the dot",
  ids: ["R-06"],
  isLeftOutWhenQuick: true,
  play: async (world, run) => {
    const seconds = run.options.isQuick ? 12 : 30;
    const slow = await world.people(5);
    const others = await world.people(run.size(300, 60));
    world.sink.say({ delays: { dot: [seconds * 1_000, seconds * 1_000] } });
    await world.launch(slow);
    await world.startWorker();
    // A connection announces one message behind the one that waits: of the five, some may come second.
    await until("most have their dot", () => countInLog(world, '"event":"dot"') >= 3);
    world.sink.say({});
    const startedAt = performance.now();
    await world.launch(others);
    const enough = others.length - world.connections;
    await until("the others are through", async () => (await countBefore(world, "state = 'accepted'")) >= enough);
    const took = Math.round(performance.now() - startedAt);
    const problems = took > seconds * 700 ? ["the others waited for the slow ones"] : [];
    return { rounds: 5, mostUncertain: 0, problems, notes: `the others took ${took} ms meanwhile` };
  },
});

/** what breaks before the dot was not sent, and is sent again. */
export const resetInBody = scenario({
  name: "connection reset before the dot",
  ids: ["R-07"],
  wish: () => ({
    sink: {
      faults: [
        { step: "data", every: 7, action: { drop: true }, times: 40 },
        { step: "rcpt", every: 11, action: { drop: true }, times: 40 },
        { step: "mail", every: 13, action: { drop: true }, times: 40 },
      ],
    },
  }),
  play: async (world, run) => {
    await world.launch(await world.people(run.size(500, 100)));
    await world.startWorker();
    const rounds = await untilTriedAgain(world);
    return { rounds, mostUncertain: 0 };
  },
});

interface Answer {
  word: string;
  step: SinkStep;
  action: SinkAction;
  state: string;
}

const answers: Answer[] = [
  { word: "later", step: "dot", action: { reply: "451 4.3.0 try again later" }, state: "accepted" },
  { word: "never", step: "dot", action: { reply: "554 5.6.0 not this one" }, state: "failed" },
  { word: "nobody", step: "rcpt", action: { reply: "550 5.1.1 no such user" }, state: "failed" },
  { word: "full", step: "rcpt", action: { reply: "552 5.2.2 mailbox full" }, state: "accepted" },
  { word: "policy", step: "dot", action: { reply: "550 5.7.1 not from you" }, state: "failed" },
  { word: "garbage", step: "dot", action: { raw: "%% what is this\r\n" }, state: "uncertain" },
  { word: "half", step: "dot", action: { raw: "250 2.0.0 tak", close: true }, state: "uncertain" },
];

/** each answer after the dot leads where the table says that it leads. */
export const badAnswers = scenario({
  name: "answers of every kind after the dot",
  ids: ["R-08"],
  wish: () => ({
    sink: {
      faults: answers.map(({ word, step, action }) => ({
        step,
        action,
        to: `${word}-`,
        // What is refused for now is taken the second time.
        ...(["later", "full"].includes(word) ? { every: 1, times: 5 } : {}),
      })),
    },
  }),
  play: async (world, run) => {
    const named = await namedPeople(world);
    await world.launch([...named, ...(await world.people(run.size(300, 60)))]);
    await world.startWorker();
    const rounds = await untilTriedAgain(world, 30);
    return { rounds, mostUncertain: named.length, otherEnds: ["failed"] };
  },
  judge: async (world) => {
    const rows = await query<{ address: string; state: string }>(
      world.app,
      "SELECT recipient_address AS address, state FROM messaging.messages",
    );
    return answers.flatMap(({ word, state }) => {
      const wrong = rows.filter((row) => row.address.startsWith(`${word}-`) && row.state !== state);
      return wrong.length === 0 ? [] : [`${word}: ${wrong.length} are ${wrong[0]?.state} instead of ${state}`];
    });
  },
});

async function namedPeople(world: World): Promise<TestPerson[]> {
  const people: TestPerson[] = [];
  for (const { word } of answers) people.push(...(await world.people(5, `${word}-`)));
  return people;
}

/** Lets the time of retries pass, hours in a minute, until nothing is left. Answers how many attempts ended badly. */
async function untilTriedAgain(world: World, hours = 6): Promise<number> {
  await until("everything has been tried once", async () => (await countBefore(world, "attempt_count = 0")) === 0);
  for (let hour = 0; hour < hours * 3; hour++) {
    if ((await countBefore(world, "state IN ('queued', 'claimed', 'handing-over')")) === 0) break;
    await world.app.shiftTime({ hours: 1 });
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  const rows = await query<{ n: number }>(
    world.app,
    "SELECT count(*)::int AS n FROM messaging.attempts WHERE outcome <> 'accepted'",
  );
  return rows[0]?.n ?? 0;
}

async function countBefore({ app }: World, condition: string): Promise<number> {
  const rows = await query<{ n: number }>(app, `SELECT count(*)::int AS n FROM messaging.messages WHERE ${condition}`);
  return rows.reduce((total, row) => total + row.n, 0);
}

function lines(world: World): string[] {
  return readFileSync(world.sink.logFile, "utf8").split("\n");
}

function countInLog(world: World, text: string): number {
  return lines(world).filter((line) => line.includes(text)).length;
}

/** Messages whose dot got nothing that anybody could read. */
function unanswered(world: World): string[] {
  return lines(world).flatMap((line) => {
    if (!line.includes('"event":"reply"') || !line.includes('"code":null')) return [];
    return [(JSON.parse(line) as { messageId: string }).messageId.slice(1, 37)];
  });
}

function sameIds(left: string[], right: string[]): string[] {
  const [first, second] = [new Set(left), new Set(right)];
  const onlyLeft = left.filter((id) => !second.has(id));
  const onlyRight = right.filter((id) => !first.has(id));
  return onlyLeft.length + onlyRight.length === 0
    ? []
    : [`${onlyLeft.length} uncertain without a cause, ${onlyRight.length} not uncertain though nobody answered`];
}
