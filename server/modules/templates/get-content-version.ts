import type { ContentVersion } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { findContentVersion } from "./templates.queries.ts";

export async function getContentVersion(ctx: Context, contentVersionId: string): Promise<ContentVersion> {
  const version = await findContentVersion(ctx, { contentVersionId });
  if (!version) {
    throw refuse("templates.content-not-found");
  }
  return version;
}
