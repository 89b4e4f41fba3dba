import { AppError } from "#server/kernel/errors.ts";
import type { Operation } from "./contract.ts";
import { operations } from "./index.ts";

type Route = { operation: Operation; parameters: Record<string, string> };

/** The path's fields where it fits the operation's pattern; null where it does not. */
function fit(pattern: string, parts: readonly string[]): Record<string, string> | null {
  const wanted = pattern.split("/").slice(1);
  if (wanted.length !== parts.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const field = /^\{(.+)\}$/.exec(wanted[index] ?? "")?.[1];
    if (field) parameters[field] = part;
    else if (wanted[index] !== part) return null;
  }
  return parameters;
}

/**
 * The operation that a request means.
 * @throws AppError not_found, or invalid with status 405 and the methods that there are
 */
export function routeOf(method: string, parts: readonly string[]): Route {
  const found: Route[] = [];
  for (const operation of operations) {
    const parameters = fit(operation.path, parts);
    if (parameters) found.push({ operation, parameters });
  }
  // an address that is written out stands before one with a field in its place
  found.sort((a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length);
  const route = found.find(({ operation }) => operation.method === method);
  if (route) return route;
  const allow = [...new Set(found.map(({ operation }) => operation.method))];
  if (allow.length === 0) throw new AppError("not_found", "There is nothing at this address: see /api/v1/openapi.json");
  throw new AppError("invalid", `This address takes ${allow.join(" and ")}`, { details: { status: 405, allow } });
}
