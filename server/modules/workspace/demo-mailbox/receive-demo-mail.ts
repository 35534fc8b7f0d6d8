import PostalMime from "postal-mime";
import { runInOrganisation } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import type { Platform } from "../../../platform/platform.ts";
import { getOrganisation } from "../../identity/index.ts";
import { insertMail } from "./demo-mails.queries.ts";

export interface ReceivedMail {
  orgId: string;
  sender: string;
  recipients: string[];
  raw: Buffer;
}

/** Commits before the sink answers 250: an accepted mail is one that can be read. */
export async function receiveDemoMail(platform: Platform, mail: ReceivedMail): Promise<void> {
  const { subject = "" } = await PostalMime.parse(mail.raw);
  await runInOrganisation(
    platform,
    { orgId: mail.orgId, actor: { kind: "system", name: "demo mailbox" } },
    async (ctx) => {
      const { isDemonstration } = await getOrganisation(ctx);
      if (!isDemonstration)
        throw new Error(`organisation ${mail.orgId} is no demonstration: its mail has no place here`);
      for (const recipient of mail.recipients) {
        await insertMail(ctx, {
          mailId: newId(),
          recipient: recipient.toLowerCase(),
          sender: mail.sender,
          subject: subject.slice(0, 998),
          raw: mail.raw,
        });
      }
    },
  );
}
