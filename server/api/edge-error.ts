import { randomUUID } from "node:crypto";
import type { ZodError } from "zod";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";

/** What may leave the process about an error; `id` is set when the cause stands in the log under it. */
export type EdgeError = { error: AppError; id?: string };

const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  // Prisma: server not reachable, timed out, connection closed, no free connection in time
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  // PostgreSQL: shutting down, crashed, starting up, too many connections
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

/** Whether an error, or what caused it, says that the database cannot be reached at the moment. */
function isUnreachable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 4) return false;
  if ("code" in error && typeof error.code === "string" && unreachable.has(error.code)) return true;
  return isUnreachable(error.cause, depth + 1);
}

/**
 * Turns whatever was thrown into what the caller may see. An unknown or `internal` error becomes a sentence with an id;
 * its cause goes to the log under that id and never to the caller.
 * @param where the edge and operation, for the log: no query strings, no bodies
 */
export function toEdgeError(thrown: unknown, where: string): EdgeError {
  if (thrown instanceof AppError && thrown.code !== "internal") return { error: thrown };
  if (isUnreachable(thrown)) {
    log.warn({ error: thrown, where }, "the database cannot be reached");
    const details = { retryAfterSeconds: 2 };
    return { error: new AppError("unavailable", "The database cannot be reached at the moment", { details }) };
  }
  const id = randomUUID();
  log.error({ error: thrown, where, errorId: id }, "unexpected error");
  return { id, error: new AppError("internal", `Something went wrong here. It is in the log as ${id}`) };
}

/** An `invalid` AppError that names the fields which a schema refused. */
export function fromZodError(error: ZodError): AppError {
  const fields = error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
  const first = fields[0];
  const message = first ? (first.field ? `${first.field}: ${first.message}` : first.message) : "Invalid input";
  return new AppError("invalid", message, { details: { fields } });
}
