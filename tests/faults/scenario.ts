import type { FaultRow, FaultRun, ScenarioOutcome } from "./fault-run.ts";
import { measure } from "./measure.ts";
import { finish, openWorld, type World, type WorldWish } from "./world.ts";

export interface Scenario {
  name: string;
  /** Of the test catalogue. */
  ids: string[];
  /** Too long for `--quick`, or fast enough for every test already. */
  isLeftOutWhenQuick?: boolean;
  run: (run: FaultRun) => Promise<FaultRow>;
}

interface ScenarioPlan {
  name: string;
  ids: string[];
  isLeftOutWhenQuick?: boolean;
  wish?: (run: FaultRun) => WorldWish;
  play: (world: World, run: FaultRun) => Promise<ScenarioOutcome>;
  /** After everything has come to its end. */
  judge?: (world: World) => Promise<string[]>;
}

/** Opens a world, plays, lets healthy workers finish, measures, and closes it whatever happened. */
export function scenario(plan: ScenarioPlan): Scenario {
  const { name, ids, isLeftOutWhenQuick = false } = plan;
  return {
    name,
    ids,
    isLeftOutWhenQuick,
    run: async (run) => {
      const startedAt = performance.now();
      const world = await openWorld(run, plan.wish?.(run) ?? {});
      try {
        const outcome = await plan.play(world, run);
        const stuck = await finish(world).then(
          () => [],
          (error: unknown) => [String(error)],
        );
        const measured = await measure(world, outcome);
        const judged = (await plan.judge?.(world)) ?? [];
        return {
          scenario: name,
          ids,
          seed: run.options.seed,
          rounds: outcome.rounds,
          notes: outcome.notes ?? "",
          ...measured,
          problems: [...stuck, ...judged, ...measured.problems],
          seconds: Math.round((performance.now() - startedAt) / 1000),
        };
      } finally {
        await world.close();
      }
    },
  };
}
