import { measureRequests, startBenchApi } from "./support/api.ts";
import type { Benchmark, Invariant } from "./support/benchmark.ts";
import { samplePeople } from "./support/sample.ts";

function allAnswered(wanted: number, statuses: Record<number, number>): Invariant {
  const isHeld = Object.keys(statuses).every((status) => Number(status) === wanted);
  return { name: `every answer ${wanted}`, isHeld, detail: JSON.stringify(statuses) };
}

/** Over HTTP, at the size of the largest data set: the panel of an address with its history, and the check before a call. */
export const consentPanel: Benchmark = {
  name: "consent-panel",
  title: "Consent panel and call check",
  run: async (bench) => {
    const people = bench.pick({ full: 1_000_000, quick: 100_000 });
    const set = await bench.data.people(people);
    const count = bench.pick({ full: 1_000, quick: 200 });
    const emails = await samplePeople(bench, set, { kind: "email", count });
    const phones = await samplePeople(bench, set, { kind: "phone", count });
    const api = await startBenchApi(bench.installation, set.orgId);
    try {
      const panel = await measureRequests(count, (number) =>
        api.request("GET", `/addresses/${emails[number]?.addressId}/consent`),
      );
      const history = await measureRequests(count, (number) =>
        api.request("GET", `/addresses/${emails[number]?.addressId}/consent/history`),
      );
      const calls = await measureRequests(count, (number) =>
        api.request("POST", "/call-checks", { number: phones[number]?.value }),
      );
      const size = `${people.toLocaleString("en")} contacts`;
      return [
        {
          measure: `consent panel of an address, p95, ${size}`,
          value: Math.max(panel.p95, history.p95),
          unit: "ms",
          targets: [{ of: "value", is: "at-most", target: 100 }],
          invariants: [allAnswered(200, panel.statuses), allAnswered(200, history.statuses)],
          details: { panel, history },
        },
        {
          measure: `may I call this number, p99, ${size}`,
          value: calls.p99,
          unit: "ms",
          targets: [{ of: "value", is: "at-most", target: 50 }],
          invariants: [allAnswered(201, calls.statuses)],
          details: { ...calls },
        },
      ];
    } finally {
      await api.stop();
    }
  },
};
