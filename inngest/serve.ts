import { serve } from "inngest/edge";
import { inngest } from "./client.ts";
import { functions } from "./functions/index.ts";

/** Answers the SDK's protocol for all functions: called in process by the embedded runner, over HTTP by an Inngest server. */
export const serveFunctions: (request: Request) => Promise<Response> = serve({ client: inngest, functions });
