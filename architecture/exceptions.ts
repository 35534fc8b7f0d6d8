/**
 * Where a rule does not hold, and why. An exception that no longer excuses anything is itself a finding, so this list
 * can only shrink by itself.
 */
export interface RuleException {
  rule: string;
  path: string;
  /** When given, only findings whose message contains it are excused. */
  detail?: string;
  reason: string;
}

export const exceptions: readonly RuleException[] = [
  {
    rule: "names",
    path: "contracts/common.ts",
    reason: "the shapes that every API list and error shares; the design names the file so",
  },
  {
    rule: "layer",
    path: "server/platform/module.ts",
    detail: "../http/route.ts",
    reason: "type only: the list of what a module hands to app.ts names its routes",
  },
  {
    rule: "sql-ownership",
    path: "database/migrations/0002_identity_create_organisations.sql",
    detail: "platform.data_keys",
    reason: "the floor's keys belong to an organisation, so their table can only follow it",
  },
];
