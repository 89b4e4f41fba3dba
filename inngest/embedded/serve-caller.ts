import { canonicalBody } from "./canonical-body.ts";
import { signRequest } from "./sign-request.ts";

/** What `serve()` of `inngest/edge` or `inngest/next` returns, as far as the runner calls it. */
export type ServeHandler = (request: Request) => Promise<Response>;

/** A signed, in-process request to the `serve` handler. */
export type ServeCall = {
  method: "POST" | "PUT";
  /** `?fnId=…&stepId=…` or empty */
  search: string;
  body: unknown;
  headers?: Record<string, string>;
};

/** The answer, read whole. */
export type ServeAnswer = { status: number; headers: Headers; text: string };

/** Where the functions are served; only its host and path reach the SDK. */
const servedAt = "http://runner.internal/api/inngest";

/** Makes the function that calls a `serve` handler in process: no connection, same signature as over the wire. */
export function serveCaller(options: { handler: ServeHandler; signingKey: string }) {
  return async (call: ServeCall): Promise<ServeAnswer> => {
    const body = canonicalBody(call.body);
    // the SDK compares with the machine's clock, never with an injected one
    const seconds = Math.floor(Date.now() / 1000);
    const request = new Request(servedAt + call.search, {
      method: call.method,
      body,
      headers: {
        host: "runner.internal",
        "content-type": "application/json",
        "x-inngest-signature": signRequest({ body, signingKey: options.signingKey, seconds }),
        ...call.headers,
      },
    });
    const response = await options.handler(request);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
}

/** Calls the handler that a runner was given. */
export type CallServe = ReturnType<typeof serveCaller>;
