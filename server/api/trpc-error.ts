import { type TRPC_ERROR_CODE_KEY, TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import type { AppError, ErrorCode, FieldProblem } from "#server/kernel/errors.ts";
import { fromZodError, toEdgeError } from "./edge-error.ts";

const trpcCodes: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
  invalid: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  limit: "TOO_MANY_REQUESTS",
  precondition: "PRECONDITION_FAILED",
  unavailable: "SERVICE_UNAVAILABLE",
  internal: "INTERNAL_SERVER_ERROR",
};

/** What a failed procedure tells the client beside its message. */
export type ErrorFacts = {
  /** our error code */
  reason: ErrorCode;
  /** each wrong field by its dotted path */
  fields: FieldProblem[];
  retryAfterSeconds: number | null;
  /** names this occurrence in the log; only for unexpected errors */
  errorId: string | null;
};

class EdgeTrpcError extends TRPCError {
  readonly facts: ErrorFacts;

  constructor(error: AppError, id: string | undefined) {
    super({ code: trpcCodes[error.code], message: error.message, cause: error });
    this.facts = {
      reason: error.code,
      fields: error.details.fields ?? [],
      retryAfterSeconds: error.details.retryAfterSeconds ?? null,
      errorId: id ?? null,
    };
  }
}

/** tRPC's own refusals (no such procedure, wrong method, unreadable body) as our codes. */
function reasonOf(error: TRPCError): ErrorCode {
  if (error.code === "NOT_FOUND") return "not_found";
  if (error.code === "INTERNAL_SERVER_ERROR") return "internal";
  return "invalid";
}

/** Whatever a procedure threw as a tRPC error whose message is fit for the operator; the unexpected goes to the log. */
export function toTrpcError(thrown: unknown, path: string): TRPCError {
  if (thrown instanceof EdgeTrpcError) return thrown;
  const cause = thrown instanceof TRPCError ? thrown.cause : thrown;
  if (cause instanceof ZodError) return new EdgeTrpcError(fromZodError(cause), undefined);
  if (thrown instanceof TRPCError && thrown.code !== "INTERNAL_SERVER_ERROR") return thrown;
  const { error, id } = toEdgeError(cause ?? thrown, `trpc ${path}`);
  return new EdgeTrpcError(error, id);
}

/** The facts of an error, for the formatter. */
export function errorFacts(error: TRPCError): ErrorFacts {
  if (error instanceof EdgeTrpcError) return error.facts;
  return { reason: reasonOf(error), fields: [], retryAfterSeconds: null, errorId: null };
}
