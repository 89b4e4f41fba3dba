import { createServer, type Server } from "node:http";
import type { InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { reachServer } from "#scripts/launcher/inngest-server.ts";
import { registerFunctions } from "#scripts/launcher/register-functions.ts";
import { readEnvironment } from "#server/kernel/env.ts";
import { type ContractClient, contractClient } from "./contract-client.ts";

const path = "/api/inngest";
const host = "127.0.0.1";

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, () => {
      const address = server.address();
      if (typeof address === "object" && address) resolve(address.port);
      else reject(new Error("no port"));
    });
  });
}

/**
 * Serves the functions over loopback HTTP and registers them with the server that the variables name: a development
 * server, or a self-hosted one with its keys. It must reach this machine's loopback.
 */
export async function openServerTarget(
  functions: (client: ContractClient) => InngestFunction.Any[],
  variables: Record<string, string | undefined> = process.env,
): Promise<{ client: ContractClient; stop: () => Promise<void> }> {
  const read = readEnvironment(variables);
  if (!read.ok) throw new Error(read.problems.join("; "));
  const { INNGEST_SIGNING_KEY: signingKey, INNGEST_EVENT_KEY: eventKey } = read.value;
  const { server } = await reachServer(read.value);
  if (server.url === null) throw new Error("INNGEST_BASE_URL: a server that reaches this machine is needed");
  const client = contractClient({
    id: "contract",
    server: { baseUrl: server.url, isDev: server.kind === "development", signingKey, eventKey },
  });
  const served = createServer(serve({ client, functions: functions(client), servePath: path }));
  const port = await listen(served);
  await registerFunctions({ server, origin: `http://${host}:${port}`, signingKey });
  return {
    client,
    stop: () =>
      new Promise((resolve, reject) => {
        served.close((error) => (error ? reject(error) : resolve()));
        served.closeAllConnections();
      }),
  };
}
