import { STATUS_CODES } from "node:http";
import { type FieldProblem, statusOfCode } from "#server/kernel/errors.ts";
import { toEdgeError } from "./edge-error.ts";

/** Problem details (RFC 9457) as this API sends them. `type` is `about:blank`, so `title` is the status in words. */
type Problem = {
  type: "about:blank";
  title: string;
  status: number;
  /** one sentence for the caller */
  detail: string;
  /** our error code, for programs */
  code: string;
  /** each wrong field by its dotted path */
  errors?: FieldProblem[];
  /** names this occurrence in the log; only for unexpected errors */
  instance?: string;
};

/** Method and first two path parts: an endpoint's unguessable part stays out of the log. */
function operationOf(request: Request | undefined): string {
  if (!request) return "http";
  const parts = new URL(request.url).pathname.split("/").slice(0, 3);
  return `${request.method} ${parts.join("/")}`;
}

/**
 * The answer to a request that failed: `application/problem+json` (RFC 9457) with the status of the error's code, the
 * wrong fields by name, and Retry-After where waiting helps. Stack, SQL and paths stay here.
 */
export function toProblem(thrown: unknown, request?: Request): Response {
  const { error, id } = toEdgeError(thrown, operationOf(request));
  const status = error.details.status ?? statusOfCode[error.code];
  const problem: Problem = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail: error.message,
    code: error.code,
  };
  if (error.details.fields?.length) problem.errors = error.details.fields;
  if (id) problem.instance = `urn:uuid:${id}`;
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (error.details.retryAfterSeconds !== undefined) {
    headers.set("retry-after", String(Math.max(1, Math.ceil(error.details.retryAfterSeconds))));
  }
  if (error.details.allow) headers.set("allow", error.details.allow.join(", "));
  // RFC 9110, 15.5.2: a 401 names a scheme
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="adjutant"');
  return new Response(JSON.stringify(problem), { status, headers });
}
