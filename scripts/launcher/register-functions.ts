import { canonicalBody } from "#inngest/embedded/canonical-body.ts";
import { signRequest } from "#inngest/embedded/sign-request.ts";
import type { InngestServer } from "#server/kernel/inngest-server.ts";
import { StopError } from "./stop-error.ts";

const patienceMilliseconds = 30_000;

// the SDK answers 200 for a refusal that it could read, with the server's words in place of its own
const taken = "Successfully registered";
// and 500 for one that it could not, with the server's status
const refusesKey = /status code: 40[13]\b|authentication failed|unauthori[sz]ed|signing key/i;

/** What the answer says in words, where it says anything. */
function wordsOf(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    const message = typeof body === "object" && body !== null && "message" in body ? body.message : undefined;
    return typeof message === "string" && message !== "" ? message : "no reason given";
  } catch {
    return "no reason given";
  }
}

/**
 * Has the product tell the Inngest server which functions it serves, and where. Repeating it changes nothing.
 * @param options.origin where this machine reaches the product
 * @param options.signingKey the product takes such calls only signed; a development server has no key
 * @throws StopError with what the operator can do
 */
export async function registerFunctions(options: {
  server: InngestServer;
  origin: string;
  signingKey?: string | undefined;
}): Promise<void> {
  const { server, origin, signingKey } = options;
  const url = `${origin}/api/inngest`;
  const body = canonicalBody({ url });
  const seconds = Math.floor(Date.now() / 1_000);
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (server.kind !== "development" && signingKey) {
    headers["x-inngest-signature"] = signRequest({ body, signingKey, seconds });
  }
  const signal = AbortSignal.timeout(patienceMilliseconds);
  const answer = await fetch(url, { method: "PUT", body, headers, signal });
  const name = server.url ?? "Inngest Cloud";
  const words = wordsOf(await answer.text());
  if (answer.ok && words === taken) return;
  if (answer.status === 401 || answer.status === 403 || refusesKey.test(words)) {
    throw new StopError(`${name} refuses the signing key: compare INNGEST_SIGNING_KEY with the server's.`, 2);
  }
  throw new StopError(`${name} did not take the functions (${answer.status}): ${words}.`);
}
