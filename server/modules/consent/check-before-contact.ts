import type { z } from "zod";
import type { ConsentCheck, consentCheckBody, PermissionClass } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { decidePermissions } from "./decide-permissions.ts";
import { getSettings } from "./get-settings.ts";

const classes = { mass: "marketing", single: "personal", call: "call" } as const satisfies Record<
  string,
  PermissionClass
>;

/** Before a call or a single message (V6, V19): may it be, would a stated reason open the way, must one be asked (D2)? */
export async function checkBeforeContact(
  ctx: Context,
  input: z.output<typeof consentCheckBody>,
): Promise<ConsentCheck> {
  const settings = await getSettings(ctx);
  const request = { ...input, messageId: input.addressId, messageClass: classes[input.use] };
  const basis = { kind: "stated-reason", reasonId: null, text: "-" } as const;
  const [plain, stated] = await decidePermissions(ctx, [request, { ...request, basis }]);
  const reason = plain?.permission.refusal ?? null;
  const mayStateReason = reason !== null && input.use !== "mass" && stated?.permission.refusal === undefined;
  const prompt = { mass: "off", single: settings.singlePrompt, call: settings.callPrompt } as const;
  const isOpen = reason === null || mayStateReason;
  const isAsked = prompt[input.use] === "always" || (prompt[input.use] === "when-missing" && reason !== null);
  return { isAllowed: reason === null, reason, mayStateReason, mustAskReason: isOpen && isAsked };
}
