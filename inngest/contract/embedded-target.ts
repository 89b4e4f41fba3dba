import type { InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { createEmbeddedRunner, type EmbeddedRunner } from "#inngest/embedded/embedded-runner.ts";
import type { RunnerOptions } from "#inngest/embedded/runner-options.ts";
import { databaseOnServer, embeddedDatabase, type TestDatabase } from "#scripts/database-for-tests.ts";
import { type ContractClient, contractClient, contractSigningKey } from "./contract-client.ts";

/** A database of its own for one test file: runners that share one would share their work. */
export function openTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? databaseOnServer(server) : embeddedDatabase();
}

/** A client and a runner that know each other; the runner is not started. */
export function createTarget(options: {
  databaseUrl: string;
  functions: (client: ContractClient) => InngestFunction.Any[];
  runner?: Partial<RunnerOptions>;
}): { client: ContractClient; runner: EmbeddedRunner } {
  let runner: EmbeddedRunner | undefined;
  const client = contractClient({
    id: "contract",
    fetch: (input, init) => {
      if (!runner) throw new Error("the runner is not there yet");
      return runner.fetch(input, init);
    },
  });
  const functions = options.functions(client);
  runner = createEmbeddedRunner({
    databaseUrl: options.databaseUrl,
    handler: serve({ client, functions }),
    signingKey: contractSigningKey,
    backoff: () => 50,
    ...options.runner,
  });
  return { client, runner };
}
