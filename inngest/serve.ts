import { serve } from "inngest/edge";
import { inBackground } from "#server/kernel/background.ts";
import { serveOrigin } from "#server/kernel/inngest-server.ts";
import { runnerMode } from "#server/kernel/installation.ts";
import { inngest } from "./client.ts";
import { functions } from "./functions/index.ts";

const answer: (request: Request) => Promise<Response> = serve({
  client: inngest,
  functions,
  // what is registered must not depend on a caller's Host header, nor may a stranger have anything registered
  serveOrigin: runnerMode() === "inngest" ? serveOrigin() : undefined,
  enableUnauthedSync: false,
});

/** Answers the SDK's protocol for all functions: called in process by the embedded runner, over HTTP by an Inngest server. */
export function serveFunctions(request: Request): Promise<Response> {
  return inBackground(() => answer(request));
}
