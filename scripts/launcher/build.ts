import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { spawnChild } from "./spawn-child.ts";
import { StopError } from "./stop-error.ts";

// written last by the compiler
const buildFile = ".next/BUILD_ID";
const stampFile = ".next/source-hash";
const sources = ["app", "components", "inngest", "server", "prisma", "public"];
const single = [
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const leftOut = /\.(test|md)\b|\/generated\/|\/gallery\//;

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name}`)
    .filter((path) => !leftOut.test(path) && statSync(path).isFile());
}

/** A hash over the content of everything that goes into the build. */
function sourceHash(): string {
  const hash = createHash("sha256");
  for (const path of [...sources.flatMap(filesIn), ...single.filter((name) => existsSync(name))].sort()) {
    hash.update(`${path}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** Whether the build is one of these sources. */
export function isBuilt(): boolean {
  return existsSync(stampFile) && existsSync(buildFile) && readFileSync(stampFile, "utf8") === sourceHash();
}

/**
 * Builds the web part, quietly.
 * @throws StopError with the compiler's words
 */
export async function build(): Promise<void> {
  const hash = sourceHash();
  rmSync(stampFile, { force: true });
  const child = spawnChild(["node_modules/next/dist/bin/next", "build"], {
    output: "pipe",
    variables: { NODE_ENV: "production" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data) => {
      output += data;
    });
  }
  const status = await new Promise((resolve) => child.once("close", resolve));
  if (status !== 0 || !existsSync(buildFile)) throw new StopError(`${output.trim()}\nThe build failed: see above.`);
  writeFileSync(stampFile, hash);
}
