import { publishedSchema } from "#server/authoring/index.ts";
import { publicUrl } from "#server/kernel/public-url.ts";

/** The language of definitions as JSON Schema; it is no secret, and editors fetch it without a key. */
export function answerWorkflowSchema(): Response {
  const headers = {
    "content-type": "application/schema+json",
    "cache-control": "public, max-age=3600",
    "access-control-allow-origin": "*",
  };
  return new Response(JSON.stringify(publishedSchema(publicUrl()), null, 2), { headers });
}
