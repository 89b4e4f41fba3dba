import { Inngest } from "inngest";

/** The client that contract functions are declared with. */
export type ContractClient = Inngest;

/** One signing key for all in-process tests; nothing outside this machine's tests knows it. */
export const contractSigningKey = `signkey-contract-${"0123456789abcdef".repeat(4)}`;

const quiet = () => undefined;

/** A client that talks to `fetch` in process, or, without one, to the server that the environment names. */
export function contractClient(options: { id: string; fetch?: typeof globalThis.fetch }): ContractClient {
  // failing steps are what many of these tests are about: the SDK's reports of them are noise here
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  if (!options.fetch) return new Inngest({ id: options.id, logger });
  return new Inngest({
    id: options.id,
    logger,
    isDev: false,
    signingKey: contractSigningKey,
    eventKey: "contract",
    baseUrl: "http://runner.internal",
    fetch: options.fetch,
  });
}
