import { Inngest } from "inngest";

/** The client that contract functions are declared with. */
export type ContractClient = Inngest;

/** One signing key for all in-process tests; nothing outside this machine's tests knows it. */
export const contractSigningKey = `signkey-contract-${"0123456789abcdef".repeat(4)}`;

const quiet = () => undefined;

/** A server to talk to over HTTP; a development server has no keys. */
type ServerOptions = {
  baseUrl: string;
  isDev: boolean;
  signingKey?: string | undefined;
  eventKey?: string | undefined;
};

/** A client that talks to `fetch` in process, or to a server. */
export function contractClient(
  options: { id: string } & ({ fetch: typeof globalThis.fetch } | { server: ServerOptions }),
): ContractClient {
  // failing steps are what many of these tests are about: the SDK's reports of them are noise here
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  if ("server" in options) return new Inngest({ id: options.id, logger, ...options.server });
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
