import type { SuppressionFormat } from "../../../../contracts/consent-exchange.ts";
import type { Context } from "../../../platform/context.ts";
import { recordAudit } from "../../audit/index.ts";
import { writeRecord } from "../../contacts/index.ts";
import { getOrganisation } from "../../identity/index.ts";
import { getMainMailingType } from "../get-main-mailing-type.ts";
import { localDate } from "../validity.rules.ts";
import { listSuppressedMails } from "./export.queries.ts";
import { suppressionForms } from "./suppression-list.rules.ts";

const page = 2000;

/** Everybody who must get no mailing, as another tool reads it, so that a no counts there as well. */
export async function* exportSuppressions(ctx: Context, format: SuppressionFormat): AsyncGenerator<string> {
  await recordAudit(ctx, {
    action: "consent.suppressions-exported",
    subjectKind: "organisation",
    subjectId: ctx.orgId,
    details: { format },
  });
  const { typeId: mainTypeId } = await getMainMailingType(ctx);
  const { timeZone } = await getOrganisation(ctx);
  const { header, separator, cells } = suppressionForms[format];
  const write = (record: readonly string[]) => writeRecord(record, { separator, lineEnd: "\r\n" });
  if (header.length > 0) yield write(header);
  let after: string | null = null;
  do {
    const rows = await listSuppressedMails(ctx, { mainTypeId, after, limit: page });
    for (const { email, reason, at } of rows) {
      yield write(cells({ email, reason, day: at === null ? "" : localDate(at, timeZone) }));
    }
    after = rows.at(-1)?.addressId ?? null;
  } while (after !== null);
}
