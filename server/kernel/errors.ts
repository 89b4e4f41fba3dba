/** Why a call was refused or failed; edges map it to a status code, a retry decision and a sentence. */
export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "limit"
  | "precondition"
  | "unavailable"
  | "internal";

/** One thing wrong with one field of an input; `field` is a dotted path, `""` for the whole input. */
export type FieldProblem = { field: string; message: string };

/** Typed details that may leave the process. */
export type ErrorDetails = {
  fields?: FieldProblem[];
  /** seconds to wait, for `limit` and `unavailable` */
  retryAfterSeconds?: number;
  /** a more exact HTTP status than the code's own */
  status?: 405 | 413 | 415 | 422;
  /** what a 405 names instead: the methods that there are */
  allow?: string[];
};

/** The only error that our code throws on purpose. `message` is fit for the operator's eyes. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Shorthand for an `invalid` error that names one field. */
export function invalidField(field: string, message: string): AppError {
  return new AppError("invalid", `${field}: ${message}`, { details: { fields: [{ field, message }] } });
}

/** HTTP status of each code (RFC 9110). */
export const statusOfCode: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limit: 429,
  precondition: 412,
  unavailable: 503,
  internal: 500,
};
