// All checks that need no database, under a minute. Usage: npm run verify [-- <name of a check>...]
import { spawn } from "node:child_process";
import { checkBoundaries } from "./check-boundaries.ts";
import { checkDocuments, checkImportTable } from "./check-documents.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkFiles } from "./check-files.ts";
import { checkLock } from "./complete-lock.ts";
import { generateClient } from "./generate-client.ts";

type Check = { name: string; run: () => string[] | Promise<string[]> };

/** Runs tools one after the other; what the failing one printed is the problem. */
async function tools(...commands: string[][]): Promise<string[]> {
  for (const [program, ...parameters] of commands) {
    const child = spawn(`node_modules/.bin/${program}`, parameters, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (data) => {
      output += data;
    });
    child.stderr.on("data", (data) => {
      output += data;
    });
    const status = await new Promise((resolve) => child.once("close", resolve));
    if (status !== 0) return [output.trim()];
  }
  return [];
}

const checks: Check[] = [
  { name: "format and lint", run: () => tools(["biome", "check", "--error-on-warnings", "."]) },
  { name: "types", run: () => tools(["next", "typegen"], ["tsc", "--noEmit", "--incremental", "false"]) },
  { name: "dead code", run: () => tools(["knip"]) },
  { name: "boundaries", run: () => checkBoundaries() },
  { name: "files", run: () => checkFiles() },
  { name: "documents", run: () => [...checkDocuments(), ...checkImportTable()] },
  { name: "environment", run: () => checkEnvironment() },
  { name: "lock file", run: () => checkLock() },
];

async function runCheck(check: Check): Promise<boolean> {
  const started = performance.now();
  const problems = await check.run();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${problems.length ? "✗" : "✓"} ${check.name} (${seconds} s)`);
  for (const problem of problems) console.log(problem.replace(/^/gm, "    "));
  return problems.length === 0;
}

const wanted = process.argv.slice(2);
const due = checks.filter((check) => wanted.length === 0 || wanted.some((name) => check.name.includes(name)));
generateClient();
const results = await Promise.all(due.map(runCheck));
const failed = results.filter((passed) => !passed).length;
console.log(`verify: ${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
