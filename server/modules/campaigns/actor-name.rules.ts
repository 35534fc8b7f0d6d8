import type { Actor } from "../../platform/context.ts";

/** For "validated by": the name that people know. */
export function actorName(actor: Actor): string {
  return actor.kind === "person" ? "" : actor.name;
}
