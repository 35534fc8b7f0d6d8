/**
 * Every refusal that a caller can get, with its HTTP status. `module.code-words` is the phrase `errors.code-words` of the
 * module's phrase file.
 */
export const errorStatuses = {
  // common
  "common.invalid-input": 422,
  "common.malformed-request": 400,
  "common.not-found": 404,
  "common.not-signed-in": 401,
  "common.not-allowed": 403,
  "common.foreign-origin": 403,
  "common.too-many-requests": 429,
  "common.too-large": 413,
  "common.unsupported-media-type": 415,
  "common.busy": 503,
  "common.unexpected": 500,
  "common.idempotency-key-missing": 400,
  "common.idempotency-key-malformed": 400,
  "common.idempotency-key-running": 409,
  "common.idempotency-key-reused": 422,
  // identity
  "identity.password-change-required": 403,
  // identity
  "identity.sign-in-failed": 401,
  "identity.sign-in-delayed": 429,
  "identity.temporary-password-over": 401,
  "identity.password-change-required": 403,
  "identity.password-refused": 422,
  "identity.wrong-password": 422,
  "identity.only-for-users": 403,
  "identity.user-not-found": 404,
  "identity.email-taken": 409,
  "identity.last-administrator": 409,
  "identity.not-on-yourself": 409,
  "identity.administrator-needs-operator": 409,
  "identity.session-not-found": 404,
  "identity.api-key-not-found": 404,
  "identity.shop-not-found": 404,
  "identity.unknown-time-zone": 422,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatuses;
