import { createServer } from "node:net";
import { patiently } from "./patiently.ts";
import { StopError } from "./stop-error.ts";

/** Where this machine reaches a server that listens on `host`, as it stands in a URL. */
export function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

const patienceSeconds = 3;

const isTaken = (error: unknown) => (error as NodeJS.ErrnoException).code === "EADDRINUSE";

async function probe(host: string, wanted: number): Promise<number> {
  const server = createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      server.once("error", reject);
      server.listen(wanted, host, () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : wanted);
      });
    });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

/**
 * The port to listen on: the wanted one, or a free one for 0.
 * @throws StopError when something listens there already and stays, or when it may not be used
 */
export async function claimPort(host: string, wanted: number): Promise<number> {
  try {
    return await patiently(patienceSeconds, isTaken, () => probe(host, wanted));
  } catch (error) {
    if (isTaken(error)) {
      const other = wanted < 65_535 ? wanted + 1 : 3000;
      throw new StopError(
        `Port ${wanted} is taken: stop what listens there, or run "npm start -- --port ${other}" (or set PORT).`,
        3,
      );
    }
    if ((error as NodeJS.ErrnoException).code === "EACCES") {
      throw new StopError(`Port ${wanted} needs more rights: choose one above 1023 (PORT).`, 3);
    }
    throw new StopError(`Adjutant cannot listen on ${host}:${wanted} (HOST, PORT): ${error}`, 2);
  }
}
