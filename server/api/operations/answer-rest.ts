import { z } from "zod";
import { AppError } from "#server/kernel/errors.ts";
import { parseJsonBytes } from "#server/kernel/json-text.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { readBody, requireMediaType } from "#server/kernel/request-body.ts";
import { authenticateApiKey } from "../api-key-auth.ts";
import { idempotencyKeyOf } from "../idempotency-key.ts";
import { isStorable } from "../inputs.ts";
import { toProblem } from "../problem.ts";
import type { Operation } from "./contract.ts";
import { type JsonSchema, jsonSchemaOf } from "./json-schema.ts";
import { routeOf } from "./route-of.ts";

const usualBytes = 2 ** 18;
const bodySchema = z.record(z.string(), z.unknown());

/** A search parameter as its field's type: search parameters are texts. What does not fit stays, and is refused by name. */
function typed(text: string, schema: JsonSchema | undefined): unknown {
  const type = schema?.type;
  if ((type === "integer" || type === "number") && text.trim() !== "") return Number(text);
  if (type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

function searchOf(request: Request, operation: Operation): Record<string, unknown> {
  const { properties } = jsonSchemaOf(operation.input, "input");
  const search = [...new URL(request.url).searchParams];
  return Object.fromEntries(search.map(([name, text]) => [name, typed(text, properties?.[name])]));
}

async function bodyOf(request: Request, maxBytes = usualBytes): Promise<Record<string, unknown>> {
  if (request.method !== "POST") return {};
  const bytes = await readBody(request, maxBytes);
  if (bytes.byteLength === 0) return {};
  requireMediaType(request.headers.get("content-type"), ["application/json"]);
  return parseInput(bodySchema, parseJsonBytes(bytes));
}

async function answer(request: Request): Promise<Response> {
  const parts = new URL(request.url).pathname.split("/").slice(3).map(decodePart);
  const { operation, parameters } = routeOf(request.method, parts);
  const context = await authenticateApiKey({
    authorization: request.headers.get("authorization"),
    scope: operation.scope,
  });
  const key = request.method === "POST" ? idempotencyKeyOf(request.headers) : null;
  const given = { ...(await bodyOf(request, operation.maxBytes)), ...searchOf(request, operation), ...parameters };
  if (!isStorable(given)) throw new AppError("invalid", "The input holds characters that cannot be stored");
  const input = parseInput(operation.input, given);
  const { status, text, location } = await operation.call({ context, input, key, signal: request.signal });
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  if (location) headers.set("location", `/api/v1${location}`);
  return new Response(text, { status, headers });
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Serves `/api/v1/*`: the operation's answer as JSON, or problem+json (RFC 9457) that names the field. */
export async function answerRest(request: Request): Promise<Response> {
  try {
    return await answer(request);
  } catch (error) {
    return toProblem(error, request);
  }
}
