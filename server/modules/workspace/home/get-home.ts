import type { Home } from "../../../../contracts/workspace.ts";
import type { Context } from "../../../platform/context.ts";
import { listCampaigns } from "../../campaigns/index.ts";
import { getMainMailingType } from "../../consent/index.ts";
import { listContacts } from "../../contacts/index.ts";
import { senderReadiness } from "../../senders/index.ts";
import { countConsents, isDemonstrationBeingFilled } from "./home.queries.ts";

/** Each step of the checklist is a look at what is there, so that nobody has to tick anything. */
export async function getHome(ctx: Context): Promise<Home> {
  const readiness = await senderReadiness(ctx);
  const { total: contacts } = await listContacts(ctx, { limit: 1, sort: "name" });
  const { typeId } = await getMainMailingType(ctx);
  const { accepted, pending } = await countConsents(ctx, typeId);
  const asked = await countLaunched(ctx, "consent-request");
  const mailings = await countLaunched(ctx, "mailing");
  return {
    checklist: [
      { step: "sender", isDone: readiness.ready, count: null },
      { step: "import", isDone: contacts > 0, count: contacts },
      { step: "consent", isDone: accepted > 0 || asked > 0, count: accepted },
      { step: "mailing", isDone: mailings > 0, count: mailings },
    ],
    sender: readiness.ready ? readiness.kind : null,
    numbers: { contacts, accepted, pending },
    isBeingFilled: await isDemonstrationBeingFilled(ctx),
  };
}

async function countLaunched(ctx: Context, kind: "mailing" | "consent-request"): Promise<number> {
  const { items } = await listCampaigns(ctx, { kind, limit: 100 });
  return items.filter((campaign) => campaign.launchedAt !== null).length;
}
