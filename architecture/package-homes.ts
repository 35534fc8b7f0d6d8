/**
 * Where a package may be imported. A library that is named here has one home, so that replacing it touches one place
 * and nobody goes round the floor to the driver, the queue or a provider. Tools and tests may import all of them.
 */
export const packageHomes: Readonly<Record<string, readonly string[]>> = {
  pg: ["server/platform/database/"],
  "pg-boss": ["server/platform/"],
  nodemailer: ["server/channels/email-smtp/"],
  "smtp-server": ["server/modules/inbound/", "server/modules/workspace/"],
  "postal-mime": ["server/modules/inbound/", "server/modules/workspace/"],
  imapflow: ["server/modules/inbound/"],
  pino: ["server/platform/"],
  "prom-client": ["server/platform/"],
  "@node-rs/argon2": ["server/modules/identity/"],
  "csv-parse": ["server/modules/contacts/"],
  pdfkit: ["server/modules/consent/evidence/"],
  "libphonenumber-js": ["server/modules/contacts/"],
  "sanitize-html": ["server/modules/templates/"],
  "html-to-text": ["server/modules/templates/"],
  commander: ["server/cli/", "server/main-cli.ts"],
  fastify: ["server/http/"],
  "fastify-type-provider-zod": ["server/http/"],
  "@fastify/cookie": ["server/http/"],
  "@fastify/helmet": ["server/http/"],
  "@fastify/multipart": ["server/http/"],
  "@fastify/rate-limit": ["server/http/"],
  "@fastify/static": ["server/http/"],
  "@fastify/swagger": ["server/http/"],
};

/** The driver's own objects are made in platform/database; the `sql` tag belongs to the files of queries. */
export const kyselyHome = "server/platform/";

/** The browser gets what Vite can bundle; the rest of our code never sees it. */
export const browserPackages: readonly string[] = [
  "@mantine/core",
  "@mantine/dates",
  "@mantine/form",
  "@mantine/hooks",
  "@mantine/notifications",
  "@tabler/icons-react",
  "@tanstack/react-query",
  "@tanstack/react-router",
  "@tanstack/react-table",
  "@tiptap/core",
  "@tiptap/pm",
  "@tiptap/react",
  "@tiptap/starter-kit",
  "dayjs",
  "i18next",
  "react",
  "react-dom",
  "react-i18next",
  "zod",
];

/** What both sides agree on needs no more than shapes. */
export const contractPackages: readonly string[] = ["zod"];

/** Decisions may use libraries that are pure functions. */
export const purePackages: readonly string[] = ["zod", "libphonenumber-js"];
