import { createServer } from "node:net";
import { StopError } from "./stop-error.ts";

/** Where this machine reaches a server that listens on `host`, as it stands in a URL. */
export function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/**
 * The port to listen on: the wanted one, or a free one for 0.
 * @throws StopError when something listens there already, or when it may not be used
 */
export async function claimPort(host: string, wanted: number): Promise<number> {
  const probe = createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen(wanted, host, () => {
        const address = probe.address();
        resolve(typeof address === "object" && address ? address.port : wanted);
      });
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EADDRINUSE") {
      const other = wanted < 65_535 ? wanted + 1 : 3000;
      throw new StopError(
        `Port ${wanted} is taken: stop what listens there, or run "npm start -- --port ${other}" (or set PORT).`,
        3,
      );
    }
    if (code === "EACCES") throw new StopError(`Port ${wanted} needs more rights: choose one above 1023 (PORT).`, 3);
    throw new StopError(`Adjutant cannot listen on ${host}:${wanted} (HOST, PORT): ${error}`, 2);
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
}
