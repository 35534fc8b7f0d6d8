/**
 * The module graph as data: a module imports only modules that its row names, and those stand on rows above it.
 * `publishedViews` are the only relations of a module that others may read in SQL, without the schema's name.
 */
export interface ModuleRow {
  name: string;
  level: number;
  owns: string;
  mayImport: readonly string[];
  schema: string;
  publishedViews: readonly string[];
}

interface ModuleDescription {
  level: number;
  owns: string;
  mayImport: readonly string[];
  publishedViews?: readonly string[];
}

const descriptions: Record<string, ModuleDescription> = {
  audit: { level: 0, owns: "who did what, append-only", mayImport: [] },
  identity: {
    level: 0,
    owns: "organisations, shops, users, roles, sessions, second factor, API keys",
    mayImport: ["audit"],
    publishedViews: ["organisation_places"],
  },
  company: {
    level: 0,
    owns: "the organisation's own data: addresses, legal numbers, bank details",
    mayImport: ["audit", "identity"],
  },
  contacts: {
    level: 0,
    owns: "clients, suppliers, directory; their addresses; import, merge, erase",
    mayImport: ["audit", "identity"],
    publishedViews: ["contact_directory", "contact_standing", "address_book", "list_members"],
  },
  senders: {
    level: 0,
    owns: "mailboxes, gateways, their limits, presets, domain checks",
    mayImport: ["audit", "identity"],
    publishedViews: ["sender_limits"],
  },
  templates: { level: 0, owns: "texts with variables, versions", mayImport: ["audit"] },
  catalogue: { level: 0, owns: "articles, categories, prices, stock", mayImport: ["audit", "contacts"] },
  consent: {
    level: 1,
    owns: "types, ledger, decisions, reasons, the person's pages",
    mayImport: ["audit", "identity", "company", "contacts"],
    publishedViews: ["call_reasons", "current_states", "suppressed_addresses", "ledger_events", "suppression_times"],
  },
  messaging: {
    level: 2,
    owns: "one row per message; batches; dispatch; history; resend; delivery events; previews and test sends",
    mayImport: ["audit", "identity", "company", "contacts", "consent", "senders", "templates"],
    publishedViews: ["last_contacts", "batch_messages"],
  },
  notices: {
    level: 3,
    owns: "automatic messages: which event sends which template to whom",
    mayImport: ["audit", "identity", "company", "contacts", "consent", "templates", "messaging"],
  },
  campaigns: {
    level: 3,
    owns: "audience, list summary, authorisation, schedule, progress",
    mayImport: ["audit", "identity", "company", "contacts", "consent", "senders", "templates", "messaging"],
  },
  support: {
    level: 3,
    owns: "tickets; help-desk sign-on",
    mayImport: ["audit", "identity", "contacts", "messaging"],
  },
  billing: {
    level: 3,
    owns: "quotes, orders, invoices, payments, payers, print models",
    mayImport: ["audit", "company", "contacts", "catalogue", "messaging"],
  },
  "field-service": {
    level: 3,
    owns: "visits, reports, photos, delay notices",
    mayImport: ["audit", "identity", "contacts", "catalogue", "billing", "messaging"],
  },
  inbound: {
    level: 4,
    owns: "incoming SMS and bounces: words, replies, routing",
    mayImport: ["audit", "identity", "contacts", "consent", "senders", "messaging", "support", "billing"],
  },
  workspace: {
    level: 4,
    owns: "search over everything, home page, widgets, demonstration data",
    mayImport: [
      "audit",
      "identity",
      "company",
      "contacts",
      "senders",
      "templates",
      "catalogue",
      "consent",
      "messaging",
      "notices",
      "campaigns",
      "support",
      "billing",
      "field-service",
      "inbound",
    ],
  },
};

export const modules: readonly ModuleRow[] = Object.entries(descriptions).map(([name, description]) => ({
  ...description,
  name,
  schema: name.replaceAll("-", "_"),
  publishedViews: description.publishedViews ?? [],
}));

export function findModule(name: string): ModuleRow | undefined {
  return modules.find((row) => row.name === name);
}

export function findModuleBySchema(schema: string): ModuleRow | undefined {
  return modules.find((row) => row.schema === schema);
}
