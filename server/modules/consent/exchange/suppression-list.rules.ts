import type { SuppressionFormat } from "../../../../contracts/consent-exchange.ts";

export interface SuppressedMail {
  email: string;
  reason: "unsubscribed" | "bounced" | "complained" | "blocked";
  /** `YYYY-MM-DD`, empty when nobody knows. */
  day: string;
}

export interface SuppressionForm {
  separator: "," | ";";
  header: readonly string[];
  cells: (row: SuppressedMail) => string[];
}

const statusOf = (row: SuppressedMail) => (row.reason === "bounced" ? "bounced" : "blocklisted");

/**
 * What each tool reads when a list is uploaded where it keeps people who get nothing: Brevo's blocklist (EMAIL), Mailjet's
 * exclusion list (email), listmonk in its mode "blocklist" (email, name, attributes), Mautic's import with its field
 * doNotEmail. `plain` is one address a line.
 */
export const suppressionForms: Record<SuppressionFormat, SuppressionForm> = {
  brevo: { separator: ";", header: ["EMAIL"], cells: ({ email }) => [email] },
  mailjet: { separator: ",", header: ["email"], cells: ({ email }) => [email] },
  listmonk: {
    separator: ",",
    header: ["email", "name", "attributes", "status"],
    cells: (row) => [row.email, "", JSON.stringify({ reason: row.reason, since: row.day }), statusOf(row)],
  },
  mautic: { separator: ",", header: ["email", "doNotEmail"], cells: ({ email }) => [email, "1"] },
  plain: { separator: ",", header: [], cells: ({ email }) => [email] },
};
