// What must work before anything is installed: plain JavaScript without dependencies, on Node 20 or newer.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const [major = 0] = process.versions.node.split(".").map(Number);

/** Ends with one sentence. */
export function stop(sentence, code = 1) {
  console.error(sentence);
  process.exit(code);
}

/** Whether node_modules holds what the lock file asks for, by npm's own record of what it installed. */
function isInstalled() {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record) || !existsSync(projectNode())) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(record, "utf8")).packages;
  // an optional package may be for another platform
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version,
  );
}

/** The Node that the project brings along. */
export function projectNode() {
  return join(root, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
}

/** Installs the exact packages of the lock file unless they are there. */
export function install() {
  if (major < 20) stop(`Adjutant needs Node 20 or newer to start; this is ${process.versions.node}.`);
  if (isInstalled()) return;
  console.log("Installing packages (first start: a minute or two) …");
  const started = Date.now();
  const npm = process.env.npm_execpath;
  const [program, ...first] = npm?.endsWith(".js") ? [process.execPath, npm] : ["npm"];
  const options = { cwd: root, encoding: "utf8", shell: process.platform === "win32" && !npm };
  const result = spawnSync(program, [...first, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (result.status !== 0) {
    console.error(`${result.stdout ?? ""}${result.stderr ?? ""}${result.error ?? ""}`.trim());
    stop("The packages could not be installed: see npm's words above, then run the same command again.");
  }
  console.log(`✓ packages installed (${Math.round((Date.now() - started) / 1000)} s)`);
}

/** Whether this process runs on the Node that the project brings along, or one as new. */
export function isProjectNode() {
  return major >= 24;
}
