import type { Actor } from "../../platform/context.ts";

/** Who shows as the cause of a message in its history. */
export function actorName(actor: Actor): string {
  return actor.kind === "person" ? "" : actor.name;
}
