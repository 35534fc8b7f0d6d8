import {
  addressAdded,
  addressesImported,
  addressRemoved,
  contactErased,
  importRowRefusal,
  importUndone,
} from "../../../contracts/contacts.ts";
import { organisationCreated } from "../../../contracts/identity.ts";
import { subscribe } from "../../platform/events.ts";
import type { ModuleDefinition } from "../../platform/module.ts";
import { forEachOrganisation } from "../identity/index.ts";
import { adminConsentRoutes } from "./admin.routes.ts";
import { applyImportRefusals } from "./apply-import-refusals.ts";
import { sendLinkJob } from "./area/area.jobs.ts";
import { deleteOldLinkRequests } from "./area/area.queries.ts";
import { publicAreaRoutes } from "./area/public.routes.ts";
import { forgetCalls } from "./calls/calls.queries.ts";
import { consentCommands } from "./commands.ts";
import { endAbandonedGrants } from "./end-abandoned-grants.ts";
import { checkRestore } from "./evidence/check-restore.ts";
import { evidenceRoutes } from "./evidence/evidence.routes.ts";
import { restoreCommand } from "./evidence/restore-command.ts";
import { checkListJob, runListJob, undoListJob } from "./exchange/exchange.jobs.ts";
import { exchangeRoutes } from "./exchange/exchange.routes.ts";
import { forgetAddresses } from "./forget-addresses.ts";
import { deleteOldNonces } from "./pages/pages.queries.ts";
import { prepareOrganisation } from "./prepare-organisation.ts";
import { publicConsentRoutes } from "./public.routes.ts";
import { restoreRefusals } from "./restore-refusals.ts";
import { writeCheckpoint } from "./write-checkpoint.ts";

export const consentModule: ModuleDefinition = {
  name: "consent",
  routes: [...publicConsentRoutes, ...publicAreaRoutes, ...adminConsentRoutes, ...evidenceRoutes, ...exchangeRoutes],
  jobs: [checkListJob, runListJob, undoListJob, sendLinkJob],
  commands: [...consentCommands, restoreCommand],
  schedules: [
    {
      name: "consent.forget-nonces",
      cron: "40 3 * * *",
      run: (platform) => forEachOrganisation(platform, "consent.forget-nonces", deleteOldNonces),
    },
    {
      name: "consent.forget-link-requests",
      cron: "45 3 * * *",
      run: (platform) => forEachOrganisation(platform, "consent.forget-link-requests", deleteOldLinkRequests),
    },
    {
      name: "consent.write-checkpoints",
      cron: "*/15 * * * *",
      run: (platform) => forEachOrganisation(platform, "consent.write-checkpoints", writeCheckpoint),
    },
  ],
  // Before the dispatcher, which starts after it: nothing leaves on the word of a backup.
  background: async (platform) => {
    await forEachOrganisation(platform, "consent.check-restore", async (ctx) => {
      await checkRestore(ctx);
    });
    return { stop: async () => undefined };
  },
  subscriptions: [
    subscribe(organisationCreated, (ctx) => prepareOrganisation(ctx)),
    subscribe(addressAdded, (ctx, { addressId }) => restoreRefusals(ctx, [addressId])),
    subscribe(addressesImported, (ctx, { items }) =>
      restoreRefusals(
        ctx,
        items.map((item) => item.addressId),
      ),
    ),
    subscribe(importRowRefusal, (ctx, payload) => applyImportRefusals(ctx, payload)),
    subscribe(addressRemoved, (ctx, removed) => endAbandonedGrants(ctx, [removed])),
    subscribe(contactErased, async (ctx, { contactId, addresses }) => {
      await forgetAddresses(ctx, addresses);
      await forgetCalls(ctx, [contactId]);
    }),
    subscribe(importUndone, async (ctx, { removed, erased, addresses }) => {
      await endAbandonedGrants(ctx, removed);
      await forgetAddresses(ctx, addresses);
      await forgetCalls(ctx, erased);
    }),
  ],
};
