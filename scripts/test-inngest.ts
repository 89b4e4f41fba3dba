// The contract of the functions, on the embedded runner; with INNGEST_BASE_URL, on the server that it names, and then one
// journey of the whole product on that server. Usage: INNGEST_BASE_URL=http://127.0.0.1:8288 npm run test:inngest
import { spawnSync } from "node:child_process";
import { readEnvironment } from "#server/kernel/env.ts";
import { needChromium } from "./find-chromium.ts";
import { generateClient } from "./generate-client.ts";
import { build, isBuilt } from "./launcher/build.ts";
import { reachServer } from "./launcher/inngest-server.ts";

function run(program: string, parameters: string[], variables: Record<string, string> = {}): void {
  const options = { stdio: "inherit", env: { ...process.env, ...variables } } as const;
  const { status } = spawnSync(`node_modules/.bin/${program}`, parameters, options);
  if (status !== 0) process.exit(status ?? 1);
}

/** Ends with one sentence when the server cannot be used. */
async function describeServer(): Promise<{ kind: string; variables: Record<string, string> }> {
  const read = readEnvironment(process.env);
  try {
    if (!read.ok) throw new Error(read.problems.join("; "));
    const { server, variables } = await reachServer(read.value);
    return { kind: server.kind, variables };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

if (process.env.INNGEST_BASE_URL) {
  const { kind, variables } = await describeServer();
  console.log(`On the Inngest server at ${process.env.INNGEST_BASE_URL} (${kind})`);
  run("vitest", ["run", "inngest/contract/contract.test.ts"], variables);
  generateClient();
  if (!isBuilt()) {
    console.log("Building …");
    await build();
  }
  run("playwright", ["test", "e2e/inngest-server.spec.ts"], { ...variables, CHROMIUM: needChromium() });
} else {
  run("vitest", ["run", "inngest/contract"]);
}
