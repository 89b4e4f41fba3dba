import { serve } from "inngest/edge";
import { inBackground } from "#server/kernel/background.ts";
import { inngest } from "./client.ts";
import { functions } from "./functions/index.ts";

const answer: (request: Request) => Promise<Response> = serve({ client: inngest, functions });

/** Answers the SDK's protocol for all functions: called in process by the embedded runner, over HTTP by an Inngest server. */
export function serveFunctions(request: Request): Promise<Response> {
  return inBackground(() => answer(request));
}
