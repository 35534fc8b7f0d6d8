import type { Context } from "../../platform/context.ts";
import { type SuppressionInput, suppressAddresses } from "./suppress-addresses.ts";

export async function suppressAddress(ctx: Context, input: SuppressionInput): Promise<void> {
  await suppressAddresses(ctx, [input]);
}
