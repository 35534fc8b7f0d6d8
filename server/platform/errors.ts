import { type ErrorCode, errorStatuses } from "../../contracts/errors.ts";

export interface RefusalDetails {
  field?: string;
  values?: Record<string, string | number>;
  issues?: { field: string; message: string }[];
  /** When the same request may succeed: becomes the header Retry-After. */
  retryAfterSeconds?: number;
}

/** An outcome that the caller could have expected; http/errors.ts turns it into problem details. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: RefusalDetails;
  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
  get status(): number {
    return errorStatuses[this.code];
  }
}

export function refuse(code: ErrorCode, details: RefusalDetails = {}): Refusal {
  return new Refusal(code, details);
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal;
}
