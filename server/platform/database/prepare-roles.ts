import { createHmac } from "node:crypto";
import pg from "pg";
import { untilOnDisk } from "./ending.ts";

export interface DatabaseUrls {
  ownerUrl: string;
  runtimeUrl: string;
}

/**
 * Makes one database with its two roles on a server where we are superuser: the owner migrates, the runtime role has only
 * the rights that the migrations declare. Passwords follow from the superuser's, so that several processes agree on them.
 */
export async function prepareDatabase(superuserUrl: string, name: string): Promise<DatabaseUrls> {
  const owner = roleNamed(`${name}_owner`, superuserUrl);
  const runtime = roleNamed(`${name}_runtime`, superuserUrl);
  const client = await connectWhenReady(superuserUrl, [...startingUp, "ECONNREFUSED", "ENOENT"]);
  try {
    await takeTurn(client);
    for (const role of [owner, runtime]) await ensureRole(client, role);
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER ${owner.name}`);
  } finally {
    await client.end();
  }
  return databaseUrls(superuserUrl, name);
}

/** The addresses of a database whose roles `prepareDatabase` made. */
export function databaseUrls(superuserUrl: string, name: string): DatabaseUrls {
  const [owner, runtime] = [roleNamed(`${name}_owner`, superuserUrl), roleNamed(`${name}_runtime`, superuserUrl)];
  return { ownerUrl: urlFor(superuserUrl, owner, name), runtimeUrl: urlFor(superuserUrl, runtime, name) };
}

/** With one URL only: its role stays the owner, and a runtime role is made beside it, if that role may make roles. */
export async function prepareRuntimeRole(ownerUrl: string, password: string): Promise<string> {
  const client = await connectWhenReady(ownerUrl);
  try {
    await takeTurn(client);
    const { rows } = await client.query<{ name: string; mayCreateRoles: boolean; owner: string }>(
      `SELECT current_database() AS name, rolcreaterole OR rolsuper AS "mayCreateRoles", current_user AS owner
       FROM pg_roles WHERE rolname = current_user`,
    );
    const current = rows[0];
    const role = { name: `${current?.name ?? "placet"}_runtime`.toLowerCase(), password };
    if (!current?.mayCreateRoles) {
      throw new Error(
        `DATABASE_URL's role ${current?.owner} may not create roles. Create a second role yourself and set both addresses:\n` +
          `  CREATE ROLE ${role.name} LOGIN PASSWORD '…';\n` +
          "  DATABASE_OWNER_URL = the address with your present role, DATABASE_URL = the same address with the new role",
      );
    }
    await ensureRole(client, role);
    return urlFor(ownerUrl, role, current.name);
  } finally {
    await client.end();
  }
}

const startingUp = ["57P03"];
const patienceMs = 30_000;

/** Another process may have started the server a moment ago. */
async function connectWhenReady(connectionString: string, passing = startingUp): Promise<pg.Client> {
  const since = performance.now();
  for (;;) {
    const client = new pg.Client({ connectionString });
    try {
      await client.connect();
      return client;
    } catch (error) {
      const isPassing = passing.includes((error as { code?: string }).code ?? "");
      if (!isPassing || performance.now() - since > patienceMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Until the connection ends: two that start together would change the same roles. */
async function takeTurn(client: pg.Client): Promise<void> {
  await client.query("SELECT pg_advisory_lock(hashtext('placet.roles'))");
}

interface Role {
  name: string;
  password: string;
}

function roleNamed(name: string, superuserUrl: string): Role {
  return { name, password: createHmac("sha256", new URL(superuserUrl).password).update(name).digest("base64url") };
}

async function ensureRole(client: pg.Client, role: Role): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role.name]);
  const verb = rowCount === 0 ? "CREATE" : "ALTER";
  await client.query(
    `${verb} ROLE ${client.escapeIdentifier(role.name)} LOGIN PASSWORD ${client.escapeLiteral(role.password)}`,
  );
}

function urlFor(base: string, role: Role, database: string): string {
  const url = new URL(base);
  url.username = role.name;
  url.password = role.password;
  url.pathname = `/${database}`;
  return url.toString();
}

/**
 * Refuses to run as a role that row-level security does not bind, or that cannot ask whether the disk has what it wrote, and
 * on a server that we do not support.
 */
export async function checkRuntimeRole(runtimeUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: runtimeUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: string; unbound: boolean; version: number }>(
      `SELECT current_user AS role, rolsuper OR rolbypassrls AS unbound, current_setting('server_version_num')::int AS version
       FROM pg_roles WHERE rolname = current_user`,
    );
    const found = rows[0];
    if (!found || found.unbound) {
      throw new Error(
        "DATABASE_URL's role is a superuser or bypasses row-level security. Set DATABASE_OWNER_URL to it, and DATABASE_URL to a plain role.",
      );
    }
    if (found.version < 150000) throw new Error("PostgreSQL 15 or newer is needed (15 to 18 are tested).");
    await client.query(untilOnDisk).catch((cause: unknown) => {
      throw new Error(
        "DATABASE_URL's role must be allowed to call pg_logical_emit_message, as every role is at first.",
        {
          cause,
        },
      );
    });
    return found.role;
  } finally {
    await client.end();
  }
}
