import { userInfo } from "node:os";
import { type Actor, runInOrganisation } from "../../platform/context.ts";
import type { CommandDefinition } from "../../platform/module.ts";
import { readPolicies } from "./api-keys/api-key.rules.ts";
import { createApiKey } from "./api-keys/create-api-key.ts";
import { findOrganisationByText } from "./organisations/find-organisation-by-text.ts";
import { resetAdministrator } from "./users/reset-administrator.ts";

const shortestReason = 10;

export const createApiKeyCommand: CommandDefinition = {
  name: "create-api-key",
  description: "Make an API key of one organisation; it is printed once",
  options: [
    { flags: "--organisation <id or name>", description: "whose data the key opens", required: true },
    { flags: "--name <name>", description: "what the key is for", required: true },
    { flags: "--policies <list>", description: "what it may do, e.g. contacts.read,contacts.write", required: true },
  ],
  run: async (platform, options) => {
    const { known, unknown } = readPolicies(String(options.policies));
    if (unknown.length > 0 || known.length === 0) return fail(`There is no policy "${unknown.join('", "')}".`);
    const name = String(options.name).trim();
    if (name === "" || name.length > 120) return fail("The name must have 1 to 120 characters.");
    const [organisation, ...others] = await findOrganisationByText(platform, String(options.organisation));
    if (!organisation) return fail("There is no such organisation.");
    if (others.length > 0)
      return fail(`Several have this name. Say which: ${[organisation, ...others].map((one) => one.orgId).join(", ")}`);
    const actor: Actor = { kind: "operator", name: operatorName(), reason: "create-api-key" };
    const { key } = await runInOrganisation(platform, { orgId: organisation.orgId, actor }, (ctx) =>
      createApiKey(ctx, { name, policies: known }),
    );
    return print(
      `API key of ${organisation.name}, shown only now:\n\n  ${key}\n\nSend it as: Authorization: Bearer ${key.slice(0, 8)}…\n`,
    );
  },
};

export const resetAdministratorCommand: CommandDefinition = {
  name: "reset-administrator",
  description: "Give an administrator whose identity you have checked a temporary password (24 hours, one use)",
  options: [
    { flags: "--email <email>", description: "of the administrator", required: true },
    {
      flags: "--reason <text>",
      description: "how you made sure who asks; the other administrators read it",
      required: true,
    },
    { flags: "--organisation <id>", description: "when the e-mail is an administrator of several" },
  ],
  run: async (platform, options) => {
    const reason = String(options.reason).trim();
    if (reason.length < shortestReason) return fail("Write the reason in a sentence: how did you make sure who asks?");
    const outcome = await resetAdministrator(platform, {
      email: String(options.email),
      reason,
      operator: operatorName(),
      ...(typeof options.organisation === "string" ? { orgId: options.organisation } : {}),
    });
    if (outcome.kind === "no-such-administrator") return fail("No active administrator has this e-mail.");
    if (outcome.kind === "several-organisations") {
      return fail(
        `Administrator of several organisations. Add --organisation with one of: ${outcome.orgIds.join(", ")}`,
      );
    }
    return print(
      `Temporary password, shown only now, until ${outcome.expiresAt}, for one sign-in:\n\n  ${outcome.temporaryPassword}\n\n` +
        `All sessions of this account have ended. Other administrators who are told: ${outcome.told}.\n`,
    );
  },
};

function operatorName(): string {
  return userInfo().username;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function fail(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}
