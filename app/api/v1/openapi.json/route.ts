import { openApiDocument } from "#server/api/operations/openapi.ts";

export function GET(): Response {
  return Response.json(openApiDocument(), { headers: { "cache-control": "public, max-age=300" } });
}
