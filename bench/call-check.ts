import { checkCall } from "../server/modules/consent/index.ts";
import type { Bench, Benchmark, Figure } from "./support/benchmark.ts";
import { percentile } from "./support/statistics.ts";

/** "May I call?" asked for one number after the other, each in a transaction of its own, each answer kept. */
export const callCheck: Benchmark = {
  name: "call-check",
  title: "May I call: the check before a call",
  run: async (bench) => [await measure(bench)],
};

async function measure({ installation, data, pick, say }: Bench): Promise<Figure> {
  const people = pick({ full: 1_000_000, quick: 20_000 });
  const { orgId } = await data.people(people);
  const ask = (n: number) =>
    installation.run(orgId, (ctx) =>
      checkCall(ctx, { number: numberOf(n), contactId: null, purpose: "commercial", typeId: null }),
    );
  for (let n = 1; n <= 100; n++) await ask(n * 5);
  const times: number[] = [];
  const answers = new Map<string, number>();
  const checks = pick({ full: 2_000, quick: 300 });
  for (let n = 1; n <= checks; n++) {
    // A number that a fifth of the people have, spread over all of them.
    const person = (((n * 7919) % (people / 5)) + 1) * 5;
    const begun = performance.now();
    const { answer } = await ask(person);
    times.push(performance.now() - begun);
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  }
  const p99 = percentile(times, 0.99);
  say(`  call check: p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
  return {
    measure: `one check among ${people} contacts, 99th percentile of ${checks}`,
    value: p99,
    unit: "ms",
    targets: [{ of: "value", is: "at-most", target: 50 }],
    invariants: [
      { name: "every check found its person", isHeld: !answers.has("external"), detail: JSON.stringify([...answers]) },
    ],
    details: { p50: percentile(times, 0.5), p95: percentile(times, 0.95), answers: Object.fromEntries(answers) },
  };
}

function numberOf(person: number): string {
  return `06${String(person).padStart(8, "0")}`;
}
