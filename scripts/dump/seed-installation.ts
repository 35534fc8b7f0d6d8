import { sql } from "kysely";
import { createCampaignBody } from "../../contracts/campaigns.ts";
import { addSenderBody } from "../../contracts/senders.ts";
import { jobs } from "../../server/app.ts";
import { startWorker } from "../../server/main-worker.ts";
import { createCampaign, launchCampaign, validateCampaign } from "../../server/modules/campaigns/index.ts";
import { writeCheckpoint } from "../../server/modules/consent/write-checkpoint.ts";
import { createApiKey } from "../../server/modules/identity/api-keys/create-api-key.ts";
import { createOrganisation } from "../../server/modules/identity/index.ts";
import { addSender } from "../../server/modules/senders/add-sender.ts";
import { setSenderPassword } from "../../server/modules/senders/set-sender-password.ts";
import { type Context, runInOrganisation } from "../../server/platform/context.ts";
import type { Platform } from "../../server/platform/platform.ts";

const actor = { kind: "system", name: "dump" } as const;

/**
 * What a dump should hold: the demonstration with a campaign that was sent, and a business with what is secret: rows of
 * as many kinds as one version writes by itself.
 */
export async function seedInstallation(platform: Platform): Promise<void> {
  const demonstration = await createOrganisation(platform, {
    name: "Chauffage Martin",
    language: "fr",
    isDemonstration: true,
    administrator: { email: "demo@placet.example", name: "Camille Martin" },
  });
  const business = await createOrganisation(platform, {
    name: "Byron & Sons",
    language: "en",
    administrator: { email: "ada@placet.example", name: "Ada Byron" },
  });
  await drainQueue(platform);
  await inOrganisation(platform, demonstration.orgId, launchMailing);
  const worker = await startWorker(platform);
  await untilSent(platform, demonstration.orgId);
  await worker.stop();
  await inOrganisation(platform, business.orgId, addSecrets);
  await inOrganisation(platform, demonstration.orgId, writeCheckpoint);
}

function inOrganisation<Result>(platform: Platform, orgId: string, work: (ctx: Context) => Promise<Result>) {
  return runInOrganisation(platform, { orgId, actor }, work);
}

/** Runs what is queued until nothing is left. */
async function drainQueue(platform: Platform): Promise<void> {
  const { boss } = platform.queue;
  for (let found = true; found; ) {
    found = false;
    for (const job of jobs) {
      for (const queued of await boss.fetch(job.name, { batchSize: 50 })) {
        found = true;
        await job.runUnchecked(platform, queued.data);
        await boss.complete(job.name, queued.id);
      }
    }
  }
}

async function launchMailing(ctx: Context): Promise<void> {
  const wish = { name: "Entretien d’automne", subject: "Votre chaudière, %name%", html: "<p>Bonjour %name%,</p>" };
  const { campaignId, version } = await createCampaign(ctx, createCampaignBody.parse(wish));
  const validated = await validateCampaign(ctx, campaignId, version);
  const recipients = await count(
    ctx,
    sql<{ count: number }>`SELECT count(*) FROM campaigns.recipients
      WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId} AND reason IS NULL`,
  );
  await launchCampaign(ctx, campaignId, { version: validated.version, recipients, isDryRun: false });
}

async function count(ctx: Context, query: ReturnType<typeof sql<{ count: number }>>): Promise<number> {
  const { rows } = await query.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}

/** A dump of a version whose sending is broken is no dump worth keeping. */
async function untilSent(platform: Platform, orgId: string): Promise<void> {
  const startedAt = Date.now();
  for (;;) {
    const open = await inOrganisation(platform, orgId, (ctx) =>
      count(
        ctx,
        sql<{ count: number }>`SELECT count(*) FROM messaging.messages
          WHERE org_id = ${orgId} AND state IN ('queued', 'claimed', 'handing_over')`,
      ),
    );
    if (open === 0) {
      return;
    }
    if (Date.now() - startedAt > 120_000) {
      throw new Error(`${open} messages of the demonstration were not sent within two minutes.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function addSecrets(ctx: Context): Promise<void> {
  await createApiKey(ctx, { name: "Shop", policies: ["contacts.read"] });
  const settings = {
    displayName: "Ada Byron",
    fromAddress: "ada@byron.example",
    userName: "ada",
    host: "mail.byron.example",
    port: 465,
    encryption: "tls",
  };
  const { senderId } = await addSender(ctx, addSenderBody.parse(settings));
  await setSenderPassword(ctx, senderId, "correct horse battery staple");
}
