import { z } from "zod";

export const consentRequestBody = z.object({ addressId: z.uuid(), typeId: z.uuid() });
export const queuedNoticeSchema = z.object({ messageId: z.uuid() });
