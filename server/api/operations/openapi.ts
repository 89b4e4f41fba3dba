import { z } from "zod";
import { scopeSchema, scopeWords } from "#server/domains/api-key/schema.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import type { Operation } from "./contract.ts";
import { operations } from "./index.ts";
import { type JsonSchema, jsonSchemaOf } from "./json-schema.ts";
import { postedEventsPath } from "./posted-events-document.ts";

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe("One sentence for the caller"),
  code: z.string().describe("For programs"),
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .describe("Each wrong field"),
});

const refusals: Readonly<Record<string, string>> = {
  "400": "The input is not valid; `errors` names each field",
  "401": "No valid API key",
  "403": "The key lacks the scope",
  "404": "There is no such record",
  "409": "It does not stand as the operation needs it, or a request with this Idempotency-Key is still being worked on",
  "412": "It is not possible as things stand",
  "422": "The Idempotency-Key was used with another input",
};

const keyParameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "A repeat with the same key is done once and answered the same, for at least 24 hours",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

function parametersOf(operation: Operation, schema: JsonSchema) {
  const inPath = new Set([...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""));
  const inSearch = operation.method === "GET" ? Object.keys(schema.properties ?? {}) : ["wait"];
  return Object.entries(schema.properties ?? {}).flatMap(([name, { description, ...field }]) => {
    if (!inPath.has(name) && !inSearch.includes(name)) return [];
    const place = inPath.has(name) ? "path" : "query";
    const required = place === "path" || (schema.required ?? []).includes(name);
    return [{ name, in: place, required, ...(description ? { description } : {}), schema: field }];
  });
}

function bodyOf(operation: Operation, schema: JsonSchema, named: ReadonlySet<string>) {
  const { properties = {}, required = [], ...rest } = schema;
  const fields = Object.entries(properties).filter(([name]) => !named.has(name));
  if (operation.method === "GET" || fields.length === 0) return {};
  const needed = required.filter((name) => !named.has(name));
  const body = { ...rest, properties: Object.fromEntries(fields), ...(needed.length ? { required: needed } : {}) };
  return { requestBody: { required: needed.length > 0, content: { "application/json": { schema: body } } } };
}

function describe(operation: Operation) {
  const schema = jsonSchemaOf(operation.input, "input");
  const parameters = parametersOf(operation, schema);
  const named = new Set(parameters.map((parameter) => parameter.name));
  const content = { "application/json": { schema: jsonSchemaOf(operation.output, "output") } };
  const statuses = operation.name === "start_run" ? ["200", "202"] : ["200"];
  const codes = Object.keys(refusals).filter((code) => operation.method === "POST" || !["409", "422"].includes(code));
  return {
    operationId: operation.name,
    summary: operation.title,
    description: operation.description,
    tags: [operation.scope.split(":")[0]],
    security: [{ apiKey: [operation.scope] }],
    parameters: operation.method === "POST" ? [...parameters, keyParameter] : parameters,
    ...bodyOf(operation, schema, named),
    responses: {
      ...Object.fromEntries(statuses.map((status) => [status, { description: "Done", content }])),
      ...Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/responses/${code}` }])),
    },
  };
}

/** The OpenAPI 3.1 document of `/api/v1`, made of the same list that serves it. */
export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = { "/events": { post: postedEventsPath } };
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = describe(operation);
    paths[operation.path] = path;
  }
  const content = { "application/problem+json": { schema: jsonSchemaOf(problem, "output") } };
  const scopes = scopeSchema.options.map((scope) => `- \`${scope}\`: ${scopeWords[scope]}`).join("\n");
  return {
    openapi: "3.1.1",
    info: {
      title: "Adjutant",
      version: "1",
      description: `Send an API key as a bearer token. Its scopes:\n\n${scopes}`,
    },
    servers: [{ url: `${publicUrl()}/api/v1` }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "adj_live_…" } },
      responses: Object.fromEntries(
        Object.entries(refusals).map(([code, description]) => [code, { description, content }]),
      ),
    },
  };
}
