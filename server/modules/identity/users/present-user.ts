import type { User } from "../../../../contracts/identity.ts";
import type { UserRow } from "./users.queries.ts";

/** What the screens may see of a user: nothing of the password but whether it must be changed. */
export function presentUser(row: UserRow): User {
  return {
    userId: row.userId,
    email: row.email,
    name: row.name,
    role: row.role,
    language: row.language,
    shopId: row.shopId,
    isDisabled: row.isDisabled,
    mustChangePassword: row.isTemporary,
    lastSignedInAt: row.lastSignedInAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
