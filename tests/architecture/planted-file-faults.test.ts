import { expect, test } from "vitest";
import { plant } from "./planted-tree.ts";

const rules = "server/modules/contacts/planted.rules.ts";
const routes = "server/modules/contacts/portal.routes.ts";

const faults: [fault: string, files: Record<string, string>, expected: string[]][] = [
  ["rules that import Node", { [rules]: `import { readFileSync } from "node:fs";` }, [`kind-rules ${rules}`]],
  [
    "rules that import the floor",
    { [rules]: `import { x } from "../../platform/context.ts";` },
    [`kind-rules ${rules}`],
  ],
  [
    "rules that import a use case",
    { [rules]: `import { findContact } from "./find-contact.ts";` },
    [`kind-rules ${rules}`],
  ],
  ["rules that read the clock", { [rules]: "export const at = () => Date.now();" }, [`pure-rules ${rules}`]],
  ["rules that make the present", { [rules]: "export const at = () => new Date();" }, [`pure-rules ${rules}`]],
  ["rules that throw dice", { [rules]: "export const at = () => Math.random();" }, [`pure-rules ${rules}`]],
  ["rules that wait", { [rules]: "export const at = async (x: Promise<number>) => await x;" }, [`pure-rules ${rules}`]],
  ["rules that read the environment", { [rules]: "export const at = () => process.env;" }, [`pure-rules ${rules}`]],
  [
    "rules that call out",
    { [rules]: `export const at = () => fetch("https://example.org");` },
    [`pure-rules ${rules}`],
  ],
  [
    "queries that call a use case",
    { "server/modules/contacts/x.queries.ts": `import { findContact } from "./find-contact.ts";` },
    ["kind-queries server/modules/contacts/x.queries.ts"],
  ],
  [
    "queries that call another module",
    { "server/modules/campaigns/x.queries.ts": `import { findContact } from "../contacts/index.ts";` },
    ["kind-queries server/modules/campaigns/x.queries.ts"],
  ],
  [
    "routes that query",
    { [routes]: `import { findContactRow } from "./contacts.queries.ts";` },
    [`kind-routes ${routes}`],
  ],
  [
    "events that know a use case",
    { "server/modules/contacts/contacts.events.ts": `import { findContact } from "./find-contact.ts";` },
    ["kind-events server/modules/contacts/contacts.events.ts"],
  ],
  [
    "jobs that know http",
    { "server/modules/contacts/contacts.jobs.ts": `import { defineRoute } from "../../http/route.ts";` },
    ["kind-jobs server/modules/contacts/contacts.jobs.ts"],
  ],
  [
    "a use case that knows http",
    { "server/modules/contacts/x.ts": `import { defineRoute } from "../../http/route.ts";` },
    ["kind-http server/modules/contacts/x.ts"],
  ],
  [
    "a use case without its function",
    { "server/modules/contacts/count-contacts.ts": "export function countAll() {}" },
    ["one-function server/modules/contacts/count-contacts.ts"],
  ],
  [
    "a use case with a second function",
    {
      "server/modules/contacts/count-contacts.ts": "export function countContacts() {}\nexport const second = () => 1;",
    },
    ["one-function server/modules/contacts/count-contacts.ts"],
  ],
  [
    "logic in a front door",
    { "server/modules/senders/index.ts": "export function chooseSender() {}" },
    ["front-door-only-re-exports server/modules/senders/index.ts"],
  ],
  ["an empty word in a file name", { "server/platform/text-utils.ts": "" }, ["names server/platform/text-utils.ts"]],
  ["an empty word beside a term", { "web/ui/data-table-helpers.ts": "" }, ["names web/ui/data-table-helpers.ts"]],
  ["an empty word in a folder name", { "web/ui/helpers/x.ts": "" }, ["names web/ui/helpers/x.ts"]],
  [
    "an empty word in an exported name",
    { "server/platform/x.ts": "export function handleMessage() {}" },
    ["names server/platform/x.ts"],
  ],
  [
    "a file that is too long",
    { "server/platform/x.ts": `${"\n".repeat(300)}export {};` },
    ["file-length server/platform/x.ts"],
  ],
  [
    "a permit that consent did not make",
    { "server/modules/messaging/dispatch/x.ts": "export const permit = {} as unknown as SendPermit;" },
    ["permit server/modules/messaging/dispatch/x.ts"],
  ],
  [
    "many permits that consent did not make",
    { "server/modules/campaigns/x.ts": "export const permits = [] as readonly SendPermit[];" },
    ["permit server/modules/campaigns/x.ts"],
  ],
];

test.each(faults)("the check finds %s", (_, files, expected) => {
  expect(plant(files)).toEqual(expected);
});

test("consent makes permits, constants may stand beside a use case, a term is no empty word", () => {
  const files = {
    "server/modules/consent/decide.ts": "export const permit = {} as SendPermit;",
    "server/modules/contacts/count-contacts.ts": "export const limit = 1;\nexport function countContacts() {}",
    "web/ui/data-table-row.tsx": "export {};",
    "server/platform/signal-handler.ts": "export function handler() {}",
  };
  expect(plant(files)).toEqual([]);
});
