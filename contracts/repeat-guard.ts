import { z } from "zod";

/** Headers that every mail has already, or that mean something to whoever reads it. */
const takenHeaders =
  /^(from|to|cc|bcc|sender|subject|date|message-id|in-reply-to|references|reply-to|return-path|received|precedence|mime-version|auto-submitted|x-auto-response-suppress|authentication-results|dkim-signature|(content|list|resent|arc)-.*)$/i;

/**
 * A server that drops what comes again with the same value of this header, and remembers it for so many hours. Then a
 * message of which nobody knows whether it arrived can be sent again.
 */
export const repeatGuardSchema = z.object({
  header: z
    .string()
    .trim()
    .max(64)
    .regex(/^[a-z][a-z0-9-]*[a-z0-9]$/i)
    .refine((name) => !takenHeaders.test(name)),
  hours: z.number().int().min(1).max(720),
});
export type RepeatGuard = z.infer<typeof repeatGuardSchema>;
