import PostalMime, { type Address, type Email } from "postal-mime";
import type { DemoMailDetails } from "../../../../contracts/workspace.ts";
import type { Context } from "../../../platform/context.ts";
import { markOpened } from "./demo-mails.queries.ts";
import { getDemoMail } from "./get-demo-mail.ts";
import { findOneClickPath } from "./one-click-path.rules.ts";
import { presentDemoMail } from "./present-demo-mail.ts";

/** Reading it marks it as opened, as in any mail program; nobody else is told. */
export async function openDemoMail(ctx: Context, mailId: string): Promise<DemoMailDetails> {
  const stored = await getDemoMail(ctx, mailId);
  await markOpened(ctx, mailId);
  const mail = await PostalMime.parse(stored.raw);
  const headers = mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value }));
  return {
    ...presentDemoMail(stored),
    isOpened: true,
    from: writeAddress(mail.from) || stored.sender,
    to: mail.to?.map(writeAddress).join(", ") || stored.recipient,
    headers,
    text: textOf(mail),
    hasHtml: mail.html !== undefined && mail.html !== "",
    oneClickPath: findOneClickPath(headers, ctx.platform.config.publicUrl),
  };
}

function textOf(mail: Email): string {
  return (mail.text ?? "").replace(/\r\n/g, "\n").trim();
}

function writeAddress(address: Address | undefined): string {
  if (!address) return "";
  return address.name ? `${address.name} <${address.address ?? ""}>` : (address.address ?? "");
}
