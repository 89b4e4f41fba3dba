// Runs the suites one after the other and prints their totals; called by scripts/test.mjs.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { needChromium } from "./find-chromium.ts";
import { generateClient } from "./generate-client.ts";
import { build, isBuilt } from "./launcher/build.ts";

type Count = { passed: number; failed: number; skipped: number };
type Suite = { name: string; run: () => Promise<Count> | Count };

const reports = mkdtempSync(join(tmpdir(), "adjutant-tests-"));
const serverTests = ["server/", "inngest/", "prisma/"];

function run(program: string, parameters: string[], variables: Record<string, string> = {}): number {
  const environment = { ...process.env, ...variables };
  return spawnSync(`node_modules/.bin/${program}`, parameters, { stdio: "inherit", env: environment }).status ?? 1;
}

function readReport<T>(name: string): T | undefined {
  const file = join(reports, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** A suite that ended badly counts at least one failure, even where its report shows none. */
function counted(status: number, count: Count | undefined): Count {
  const result = count ?? { passed: 0, failed: 0, skipped: 0 };
  return status !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

function vitest(name: string, filters: string[], variables: Record<string, string>): Count {
  const report = ["--reporter=default", "--reporter=json", `--outputFile.json=${join(reports, name)}`];
  const status = run("vitest", ["run", ...filters, ...report], variables);
  const totals = readReport<Record<"numPassedTests" | "numFailedTests" | "numPendingTests", number>>(name);
  return counted(
    status,
    totals && { passed: totals.numPassedTests, failed: totals.numFailedTests, skipped: totals.numPendingTests },
  );
}

async function journeys(): Promise<Count> {
  generateClient();
  if (!isBuilt()) {
    console.log("Building …");
    await build();
  }
  const variables = { CHROMIUM: needChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, "e2e") };
  const status = run("playwright", ["test", "--reporter=list,json"], variables);
  const stats = readReport<{ stats: Record<"expected" | "unexpected" | "flaky" | "skipped", number> }>("e2e")?.stats;
  return counted(
    status,
    // a journey that passes only the second time is a failure
    stats && { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped },
  );
}

const suites: Suite[] = [
  {
    name: "verify",
    run: () =>
      run("node", ["scripts/verify.ts"]) === 0
        ? { passed: 1, failed: 0, skipped: 0 }
        : { passed: 0, failed: 1, skipped: 0 },
  },
  { name: "unit", run: () => vitest("unit", [], { TEST_DATABASE_URL: "" }) },
  { name: "e2e", run: journeys },
];
const server = process.env.TEST_DATABASE_URL;
if (server) {
  suites.splice(2, 0, { name: "server", run: () => vitest("server", serverTests, { TEST_DATABASE_URL: server }) });
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length) {
  console.error(
    `There is no suite ${unknown.join(", ")}: choose from ${suites.map((suite) => suite.name).join(", ")}.`,
  );
  process.exit(2);
}
const total: Count = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
for (const suite of suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n— ${suite.name} —`);
  const started = performance.now();
  const count = await suite.run();
  for (const key of ["passed", "failed", "skipped"] as const) total[key] += count[key];
  const seconds = Math.round((performance.now() - started) / 1_000);
  lines.push(`${suite.name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped (${seconds} s)`);
}
rmSync(reports, { recursive: true });
console.log(`\n${lines.join("\n")}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
