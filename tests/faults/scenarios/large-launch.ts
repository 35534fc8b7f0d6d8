import { queueNextSlice } from "../../../server/modules/campaigns/queue-next-slice.ts";
import { sliceSize } from "../../../server/modules/campaigns/queue-slice.ts";
import { newId } from "../../../server/platform/ids.ts";
import { withClient } from "../../support/connect.ts";
import { type Launch, watchLaunch } from "../../support/sending.ts";
import { type FaultRun, until } from "../fault-run.ts";
import { scenario } from "../scenario.ts";
import type { World } from "../world.ts";

/** A job that died with its process is tried again after a minute or two. */
const untilTriedAgainMs = 300_000;

/** a launch is queued slice by slice, and whoever does it is killed in the middle of one. */
export const queueingKilled = scenario({
  name: "killed while a large launch is queued",
  ids: ["R-12"],
  isLeftOutWhenQuick: true,
  play: async (world, run) => {
    const people = await world.people(2 * sliceSize + 500);
    await world.startWorker({ WITH_JOBS: "1" });
    const { campaignId, launched } = await launchCampaign(world, people.length);
    await killInSlice(world, run);
    // A person sees that nothing happens, and presses the buttons that are there.
    for (const button of ["pause", "resume"]) await press(world, `/campaigns/${campaignId}/${button}`);
    await killInSlice(world, run);
    const startedAt = performance.now();
    const isQueued = async () => (await launched.counts()).toQueue === 0;
    await until("the rest is queued by itself", isQueued, untilTriedAgainMs);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const isLate = await world.app.run(world.org, (ctx) => queueNextSlice(ctx, campaignId));
    const { total } = await launched.counts();
    const problems = total === people.length && !isLate ? [] : [`${total} messages for ${people.length} people`];
    return { rounds: 2, mostUncertain: 2 * world.connections, problems, notes: `went on by itself after ${seconds} s` };
  },
});

async function launchCampaign(world: World, recipients: number): Promise<{ campaignId: string; launched: Launch }> {
  const words = { name: "To all", subject: "To all of you", html: "<p>Bonjour %name%</p>" };
  const draft = await press(world, "/campaigns", words);
  const path = `/campaigns/${draft.campaignId}`;
  const { version } = await press(world, `${path}/validate`, { version: draft.version });
  const { campaign } = await press(world, `${path}/launch`, { version, recipients });
  const launched = watchLaunch(world, campaign.batchId);
  world.launches.push(launched);
  return { campaignId: campaign.campaignId, launched };
}

async function press({ app, org }: World, path: string, body: object = {}) {
  const headers = { "idempotency-key": newId() };
  const answer = await app.signedIn(org, "administrator").request("POST", path, { body, headers });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
  return answer.body;
}

/** SIGKILL while the database writes a slice down; the next worker starts at once. */
async function killInSlice(world: World, run: FaultRun): Promise<void> {
  await withClient(run.superuserUrl, async (client) => {
    const isWriting = async () => {
      const { rowCount } = await client.query(
        "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query ~ '^\\s*INSERT INTO messaging.messages'",
      );
      return (rowCount ?? 0) > 0;
    };
    await until("a slice is being written down", isWriting, 60_000);
  });
  const [victim] = world.workers;
  victim?.kill("SIGKILL");
  await victim?.ended;
  await world.startWorker({ WITH_JOBS: "1" });
}
