import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { Problem } from "../../contracts/common.ts";
import type { ErrorCode } from "../../contracts/errors.ts";
import { type Language, languages } from "../../contracts/languages.ts";
import { isRefusal, type Refusal, refuse } from "../platform/errors.ts";
import { phrase } from "../platform/phrases.ts";

/** The one place where an error meets HTTP: whatever was thrown becomes problem details in the caller's language. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toRefusal(error);
  if (refusal.status >= 500) request.log.error({ error, requestId: request.id }, "request failed");
  const { retryAfterSeconds } = refusal.details;
  if (retryAfterSeconds !== undefined) void reply.header("retry-after", String(retryAfterSeconds));
  if (refusal.status === 429 && !reply.hasHeader("retry-after")) void reply.header("retry-after", "60");
  return reply
    .status(refusal.status)
    .type("application/problem+json")
    .send(JSON.stringify(describe(refusal, request)));
}

function describe(refusal: Refusal, request: FastifyRequest): Problem {
  const { field, values, issues } = refusal.details;
  return {
    type: "about:blank",
    title: phrase(languageOf(request), phraseKey(refusal.code), values),
    status: refusal.status,
    code: refusal.code,
    ...(field === undefined ? {} : { field }),
    ...(values === undefined ? {} : { values }),
    ...(issues === undefined ? {} : { issues }),
    requestId: request.id,
  };
}

export function phraseKey(code: ErrorCode): string {
  const [module, words] = code.split(".");
  return `${module}:errors.${words}`;
}

export function languageOf(request: FastifyRequest): Language {
  if (request.principal) return request.principal.language;
  const wanted = (request.headers["accept-language"] ?? "")
    .toLowerCase()
    .split(",")
    .map((part) => part.trim().slice(0, 2));
  return (
    wanted.map((code) => languages.find((language) => language === code)).find((found) => found !== undefined) ?? "en"
  );
}

const byFastifyCode: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "common.too-large",
  FST_REQ_FILE_TOO_LARGE: "common.too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "common.unsupported-media-type",
  FST_INVALID_MULTIPART_CONTENT_TYPE: "common.unsupported-media-type",
};

function toRefusal(error: unknown): Refusal {
  if (isRefusal(error)) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalidInput(error.validation);
  const { code = "", statusCode = 500 } = error as Partial<FastifyError> & { code?: string };
  const known = byFastifyCode[code];
  if (known) return refuse(known);
  if (statusCode === 429) return refuse("common.too-many-requests");
  // Text that PostgreSQL cannot hold (NUL, lone surrogates) is the caller's mistake, not ours.
  if (code === "22021" || code === "22P05") return refuse("common.invalid-input");
  if (code === "53300" || code === "57014") return refuse("common.busy");
  if (statusCode >= 400 && statusCode < 500) return refuse("common.malformed-request");
  return refuse("common.unexpected");
}

function invalidInput(validation: { instancePath: string; message?: string }[]): Refusal {
  const issues = validation.map((issue) => ({
    field: issue.instancePath.replace(/^\//, "").replaceAll("/", "."),
    message: issue.message ?? "",
  }));
  const first = issues[0]?.field;
  return refuse("common.invalid-input", { issues, ...(first ? { field: first } : {}) });
}
