import { expect, test } from "vitest";
import { checkArchitecture } from "../../architecture/check-architecture.ts";
import { checkGraphData } from "../../architecture/check-modules.ts";
import { filesOf, plant, plantLoss, soundTree } from "./planted-tree.ts";

test("a sound tree has no finding", () => {
  expect(plant({})).toEqual([]);
});

test("a check that reads no source fails instead of passing", () => {
  expect(() => checkArchitecture([], [])).toThrow("read no source file");
  expect(() => checkArchitecture(filesOf({ "server/notes.md": "nothing" }), [])).toThrow("read no source file");
});

test("a file that does not parse fails the check", () => {
  expect(() => plant({ "server/platform/broken.ts": "export const = ;" })).toThrow("broken.ts does not parse");
});

const faults: [fault: string, files: Record<string, string>, expected: string[]][] = [
  [
    "another module's file imported past its front door",
    { "server/modules/campaigns/x.ts": `import { findContactRow } from "../contacts/find-contact.ts";` },
    ["front-door server/modules/campaigns/x.ts"],
  ],
  [
    "a type taken past the front door",
    { "server/modules/campaigns/x.ts": `export type X = import("../contacts/find-contact.ts").Contact;` },
    ["front-door server/modules/campaigns/x.ts"],
  ],
  [
    "a re-export past the front door",
    { "server/modules/campaigns/x.ts": `export * from "../contacts/name.rules.ts";` },
    ["front-door server/modules/campaigns/x.ts"],
  ],
  [
    "a module.ts imported by another module",
    { "server/modules/campaigns/x.ts": `import { module } from "../contacts/module.ts";` },
    ["back-door server/modules/campaigns/x.ts"],
  ],
  [
    "a module.ts imported by a command",
    { "server/cli/x.ts": `import { module } from "../modules/contacts/module.ts";` },
    ["back-door server/cli/x.ts"],
  ],
  [
    "a module that looks up",
    { "server/modules/identity/x.ts": `import { findContact } from "../contacts/index.ts";` },
    ["module-graph server/modules/identity/x.ts"],
  ],
  [
    "a module below that is not named in the row",
    { "server/modules/consent/x.ts": `import {} from "../senders/index.ts";` },
    ["module-graph server/modules/consent/x.ts"],
  ],
  [
    "a dynamic import that looks up",
    { "server/modules/contacts/x.ts": `export const x = () => import("../campaigns/index.ts");` },
    ["module-graph server/modules/contacts/x.ts"],
  ],
  [
    "two files that import each other",
    {
      "server/platform/a.ts": `import { b } from "./b.ts";\nexport const a = () => b;`,
      "server/platform/b.ts": `import { a } from "./a.ts";\nexport const b = () => a;`,
    },
    ["cycle server/platform/a.ts"],
  ],
  [
    "a channel that imports a module",
    { "server/channels/email-smtp/x.ts": `import { findContact } from "../../modules/contacts/index.ts";` },
    ["layer server/channels/email-smtp/x.ts"],
  ],
  [
    "a channel that imports another channel",
    { "server/channels/recording/x.ts": `import { open } from "../email-smtp/open-connection.ts";` },
    ["layer server/channels/recording/x.ts"],
  ],
  [
    "a channel used outside messaging/dispatch and senders",
    { "server/modules/campaigns/x.ts": `import { open } from "../../channels/email-smtp/open-connection.ts";` },
    ["channel-users server/modules/campaigns/x.ts"],
  ],
  [
    "a channel used in messaging, but not in dispatch",
    { "server/modules/messaging/x.ts": `import type { Channel } from "../../channels/channel.ts";` },
    ["channel-users server/modules/messaging/x.ts"],
  ],
  [
    "a floor that imports a module",
    { "server/platform/x.ts": `import { findContact } from "../modules/contacts/index.ts";` },
    ["layer server/platform/x.ts"],
  ],
  [
    "a floor that reads the configuration by itself",
    {
      "server/config.ts": "export const config = {};",
      "server/platform/x.ts": `import { config } from "../config.ts";`,
    },
    ["layer server/platform/x.ts"],
  ],
  [
    "a browser file that imports the server",
    { "web/admin/x.ts": `import type { Context } from "../../server/platform/context.ts";` },
    ["layer web/admin/x.ts"],
  ],
  [
    "a web app that imports another one",
    { "web/portal/x.ts": `import { ContactsPage } from "../admin/contacts/contacts-page.tsx";` },
    ["layer web/portal/x.ts"],
  ],
  [
    "the floor of the web that imports an app",
    { "web/ui/x.ts": `import { ContactsPage } from "../admin/contacts/contacts-page.tsx";` },
    ["layer web/ui/x.ts"],
  ],
  [
    "contracts that import the server",
    { "contracts/x.ts": `import type { Context } from "../server/platform/context.ts";` },
    ["layer contracts/x.ts"],
  ],
  ["a file outside of the layout", { "server/lib/x.ts": "export const x = 1;" }, ["layout server/lib/x.ts"]],
  [
    "nodemailer outside of its channel",
    { "server/modules/messaging/dispatch/x.ts": `import { createTransport } from "nodemailer";` },
    ["package-home server/modules/messaging/dispatch/x.ts"],
  ],
  [
    "a module that gives the dispatcher a hand-over of its own",
    { "server/modules/messaging/x.ts": `import { runDispatcher } from "./dispatch/run-dispatcher.ts";` },
    ["hand-over server/modules/messaging/x.ts"],
  ],
  [
    "a program that loads the dispatcher's engine when asked to",
    { "server/cli/x.ts": `await import("../modules/messaging/dispatch/run-dispatcher.ts");` },
    ["front-door server/cli/x.ts", "hand-over server/cli/x.ts"],
  ],
  [
    "the database driver outside of the floor",
    { "server/modules/contacts/x.ts": `import { Pool } from "pg";` },
    ["package-home server/modules/contacts/x.ts"],
  ],
  [
    "a second Kysely outside of the floor",
    { "server/modules/contacts/x.queries.ts": `import { Kysely, sql } from "kysely";` },
    ["package-home server/modules/contacts/x.queries.ts"],
  ],
  [
    "the sql tag outside of a file of queries",
    { "server/modules/contacts/x.ts": `import { sql } from "kysely";` },
    ["package-home server/modules/contacts/x.ts"],
  ],
  ["Node in the browser", { "web/admin/x.ts": `import "node:fs";` }, ["package-home web/admin/x.ts"]],
  ["React in the server", { "server/platform/x.ts": `import "react";` }, ["package-home server/platform/x.ts"]],
  ["a driver in the contracts", { "contracts/x.ts": `import "pg";` }, ["package-home contracts/x.ts"]],
];

test.each(faults)("the check finds %s", (_, files, expected) => {
  expect(plant(files)).toEqual(expected);
});

test("a type may point back where a value may not", () => {
  const files = {
    "server/platform/a.ts": `import type { B } from "./b.ts";\nexport type A = B;`,
    "server/platform/b.ts": `import { type A } from "./a.ts";\nexport type B = A;`,
  };
  expect(plant(files)).toEqual([]);
});

test("messaging/dispatch and senders may import a channel", () => {
  const text = `import { open } from "../../../channels/email-smtp/open-connection.ts";`;
  const files = { "server/modules/messaging/dispatch/x.ts": text, "server/modules/senders/mail/x.ts": text };
  expect(plant(files)).toEqual([]);
});

test("a test of a module may reach other modules, through their front doors only", () => {
  const front = { "server/modules/contacts/x.test.ts": `import {} from "../campaigns/index.ts";` };
  const side = { "server/modules/contacts/x.test.ts": `import {} from "../campaigns/list-audience.ts";` };
  expect(plant(front)).toEqual([]);
  expect(plant(side)).toEqual(["front-door server/modules/contacts/x.test.ts"]);
});

test("the check finds a graph that names a row below, or no row", () => {
  const row = { level: 0, owns: "", schema: "", publishedViews: [] };
  const upward = [
    { ...row, name: "low", mayImport: ["high"] },
    { ...row, name: "high", mayImport: [] },
  ];
  expect(checkGraphData(upward).map((finding) => finding.message)).toEqual([
    "low names high, which stands not above it",
  ]);
  const lonely = [{ ...row, name: "low", mayImport: ["missing"] }];
  expect(checkGraphData(lonely)).toHaveLength(1);
});

test("the check finds a module without doors, without README, or outside of the graph", () => {
  expect(plantLoss("server/modules/audit/index.ts")).toEqual(["module-folder server/modules/audit"]);
  expect(plantLoss("server/modules/audit/module.ts")).toEqual(["module-folder server/modules/audit"]);
  expect(plantLoss("server/modules/audit/README.md")).toEqual(["module-folder server/modules/audit"]);
  const stranger = {
    "server/modules/stranger/index.ts": "",
    "server/modules/stranger/module.ts": "",
    "server/modules/stranger/README.md": "",
  };
  expect(plant(stranger)).toEqual(["module-folder server/modules/stranger"]);
  expect(plant({ "server/modules/audit/README.md": "line\n".repeat(41) })).toHaveLength(1);
});

test("an exception excuses its own finding only, and is reported when it excuses none", () => {
  const tree = filesOf({ ...soundTree, "server/lib/x.ts": "export const x = 1;" });
  const exception = { rule: "layout", path: "server/lib/x.ts", reason: "planted" };
  expect(checkArchitecture(tree, [exception])).toEqual([]);
  const other = { ...exception, detail: "something else" };
  expect(checkArchitecture(tree, [other]).map((finding) => finding.rule)).toEqual(["layout", "stale-exception"]);
});
