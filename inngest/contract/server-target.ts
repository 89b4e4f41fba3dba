import { createServer, type Server } from "node:http";
import type { InngestFunction } from "inngest";
import { serve } from "inngest/node";
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

/** Serves the functions over loopback HTTP and registers them with the server that INNGEST_BASE_URL names. */
export async function openServerTarget(
  functions: (client: ContractClient) => InngestFunction.Any[],
): Promise<{ client: ContractClient; stop: () => Promise<void> }> {
  const client = contractClient({ id: "contract" });
  const server = createServer(serve({ client, functions: functions(client), servePath: path }));
  const port = await listen(server);
  const answer = await fetch(`http://${host}:${port}${path}`, { method: "PUT" });
  if (!answer.ok) throw new Error(`The server did not register the functions: ${answer.status} ${await answer.text()}`);
  return {
    client,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
