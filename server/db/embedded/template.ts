import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { cp, open } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { AppError } from "#server/kernel/errors.ts";
import type { Durability } from "./durable-files.ts";
import { engineDatabase } from "./engine.ts";

/** Bump when `buildTemplate` makes something else. */
const recipe = 2;

/** The login of the product's own connections: row-level security applies to it. Migrations make it a member of roles. */
const applicationUser = "adjutant";

/** Where the template of the installed PGlite lies: beside the packages, so that a new version starts afresh. */
function templateFolder(): string {
  const entry = fileURLToPath(import.meta.resolve("@electric-sql/pglite"));
  const modules = entry.slice(0, entry.lastIndexOf(`${sep}node_modules${sep}`) + `${sep}node_modules`.length);
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(entry), "..", "package.json"), "utf8"));
  const version = (manifest as { version: string }).version;
  return join(modules, ".cache", "adjutant", `postgres-${version}-${recipe}`);
}

/**
 * An empty database folder, made once per installation: initdb takes seconds, a copy takes a fraction of one.
 * Two processes may build it at once; the first to finish wins.
 * @returns the template's path
 */
async function ensureTemplate(): Promise<string> {
  const folder = templateFolder();
  if (existsSync(folder)) return folder;
  // in a process of its own, as initdb takes hundreds of megabytes that would stay with this one
  const script = fileURLToPath(new URL("./build-template.ts", import.meta.url));
  try {
    await promisify(execFile)(process.execPath, [script, folder], { env: { ...process.env, NODE_OPTIONS: "" } });
    return folder;
  } catch (cause) {
    throw new AppError("unavailable", `The database template could not be built in ${dirname(folder)}`, { cause });
  }
}

/** Makes a template at `folder`. Run by build-template.ts. */
export async function buildTemplate(folder: string): Promise<void> {
  const draft = `${folder}.${randomUUID()}`;
  mkdirSync(dirname(folder), { recursive: true });
  const pglite = await PGlite.create({
    fs: new NodeFS(draft),
    database: "template1",
    initDbStartParams: ["--no-data-checksums", "--wal-segsize=4"],
  });
  await pglite.exec(`alter database postgres rename to ${engineDatabase}`);
  await pglite.exec(`create role ${applicationUser} login nosuperuser nobypassrls noinherit`);
  await pglite.close();
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/**
 * Makes `folder` a database folder if it is none yet. It appears whole or not at all: a start that was cut off leaves a
 * draft, which the next start throws away.
 */
export async function ensureDataFolder(options: { folder: string; durability: Durability }): Promise<void> {
  if (existsSync(join(options.folder, "PG_VERSION"))) return;
  const draft = `${options.folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  await cp(await ensureTemplate(), draft, { recursive: true });
  if (options.durability === "fsync") await syncTree(draft);
  renameSync(draft, options.folder);
  if (options.durability === "fsync") await syncPath(dirname(options.folder));
}

async function syncTree(folder: string): Promise<void> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  await Promise.all(entries.map((entry) => syncPath(join(entry.parentPath, entry.name))));
  await syncPath(folder);
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } catch (error) {
    // some systems cannot sync a folder and need not
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EINVAL" && code !== "EPERM" && code !== "EISDIR") throw error;
  } finally {
    await handle.close();
  }
}
