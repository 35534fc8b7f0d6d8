import { jobs, modules, schedules } from "./app.ts";
import type { Background } from "./platform/module.ts";
import type { Platform } from "./platform/platform.ts";
import { startJobWorkers } from "./platform/queue.ts";

/** Runs jobs, schedules and the modules' background work, above all the dispatcher. Any number of them may run at once. */
export async function startWorker(platform: Platform): Promise<Background> {
  await startJobWorkers(platform, jobs, schedules);
  const running: Background[] = [];
  for (const module of modules) if (module.background) running.push(await module.background(platform));
  return {
    stop: async () => {
      await Promise.all(running.reverse().map((background) => background.stop()));
    },
  };
}
