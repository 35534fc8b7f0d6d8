import { checkArchitecture } from "../../architecture/check-architecture.ts";
import type { SourceFile } from "../../architecture/parse-source.ts";

const phrases = JSON.stringify({
  title: "Contacts",
  found_one: "One contact",
  found_other: "{{count}} contacts",
  errors: { "not-found": "This contact does not exist any more." },
});
const phrasesWithMany = JSON.stringify({
  title: "Contacts",
  found_one: "Un contact",
  found_many: "{{count}} de contacts",
  found_other: "{{count}} contacts",
  errors: { "not-found": "Ce contact n’existe plus." },
});

function moduleFiles(name: string): Record<string, string> {
  return {
    [`server/modules/${name}/index.ts`]: "",
    [`server/modules/${name}/module.ts`]: `export const module = { name: "${name}" };`,
    [`server/modules/${name}/README.md`]: "# What it owns",
  };
}

/** A small tree in which every wall stands: what a planted fault adds is the only thing wrong with it. */
export const soundTree: Readonly<Record<string, string>> = {
  ...moduleFiles("audit"),
  ...moduleFiles("identity"),
  ...moduleFiles("contacts"),
  ...moduleFiles("senders"),
  ...moduleFiles("consent"),
  ...moduleFiles("messaging"),
  ...moduleFiles("campaigns"),
  "server/app.ts": `import { module } from "./modules/contacts/module.ts";\nexport const modules = [module];`,
  "server/platform/context.ts": "export interface Context { orgId: string; tx: object }",
  "server/http/route.ts": "export function defineRoute(route: object) { return route; }",
  "server/channels/channel.ts": "export interface Channel { name: string }",
  "server/channels/email-smtp/open-connection.ts": `import { createTransport } from "nodemailer";\nexport const open = createTransport;`,
  "server/modules/contacts/index.ts": `export { findContact } from "./find-contact.ts";`,
  "server/modules/contacts/find-contact.ts": `import { findContactRow } from "./contacts.queries.ts";
export async function findContact(id: string) { return await findContactRow(id); }`,
  "server/modules/contacts/contacts.queries.ts": `import { sql } from "kysely";
export const findContactRow = (id: string) => sql\`
  WITH found AS (SELECT contact_id FROM contacts.contacts WHERE contact_id = \${id})
  SELECT contact_id, extract(epoch FROM found.created_at), platform.current_time() FROM found\`;`,
  "server/modules/contacts/name.rules.ts": `import { maxLength } from "../../../contracts/contacts.ts";
export const isLong = (name: string, at: Date) => name.length > maxLength && new Date(at) > at;`,
  "server/modules/contacts/admin.routes.ts": `import { defineRoute } from "../../http/route.ts";
import { findContact } from "./find-contact.ts";
export const routes = [defineRoute({ handler: findContact })];`,
  "server/modules/campaigns/list-audience.ts": `import { findContact } from "../contacts/index.ts";
import { listAudienceRows } from "./audience.queries.ts";
export async function listAudience() { return [findContact, await listAudienceRows()]; }`,
  "server/modules/campaigns/audience.queries.ts": `import { sql } from "kysely";
export const listAudienceRows = async () => sql\`
  SELECT d.contact_id FROM campaigns.recipients r JOIN contacts.contact_directory d USING (org_id, contact_id)\`;`,
  "contracts/contacts.ts": `import { z } from "zod";\nexport const maxLength = 200;\nexport const contact = z.object({});`,
  "contracts/errors.ts": `export const errorStatuses = { "contacts.not-found": 404 };`,
  "web/ui/title.tsx": `import { Title } from "@mantine/core";\nexport const PageTitle = Title;`,
  "web/admin/contacts/contacts-page.tsx": `import { useTranslation } from "react-i18next";
import { PageTitle } from "../../ui/title.tsx";
export function ContactsPage() {
  const { t } = useTranslation("contacts");
  return <PageTitle>{t("title")} {t("found", { count: 2 })}</PageTitle>;
}`,
  "web/portal/page.tsx": `export const page = "contacts:title";`,
  "i18n/en/contacts.json": phrases,
  "i18n/fr/contacts.json": phrasesWithMany,
  "i18n/es/contacts.json": phrasesWithMany,
  "i18n/it/contacts.json": phrasesWithMany,
  "database/migrations/0020_contacts_create_contacts.sql": `CREATE SCHEMA contacts;
CREATE TABLE contacts.contacts (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  contact_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, contact_id)
);
CREATE INDEX contacts_age ON contacts.contacts (org_id, created_at);
SELECT platform.protect('contacts.contacts', 'SELECT, INSERT, UPDATE, DELETE');`,
};

/** The rules that break, with the file, when these files are added to the sound tree or replace its own. */
export function plant(faults: Record<string, string>): string[] {
  return checkArchitecture(filesOf({ ...soundTree, ...faults }), []).map(
    (finding) => `${finding.rule} ${finding.path}`,
  );
}

export function filesOf(tree: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(tree).map(([path, text]) => ({ path, text }));
}

/** The sound tree without one file. */
export function plantLoss(path: string): string[] {
  const rest = Object.entries(soundTree).filter(([kept]) => kept !== path);
  return checkArchitecture(filesOf(Object.fromEntries(rest)), []).map((finding) => `${finding.rule} ${finding.path}`);
}
