// Completes package-lock.json after a change of dependencies. A registry that lacks other platforms' binaries makes npm
// leave them out of the lock file, and `npm ci` then refuses it. Each gets an entry with its exact version and platform:
// skipped where the platform differs, installed where it fits. Usage: npm run lock
import { readFileSync, writeFileSync } from "node:fs";

type Entry = {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

/** The parts of a lock file that matter here. */
export type Lock = { packages: Record<string, Entry> };

const systems = [
  "openharmony",
  "android",
  "darwin",
  "win32",
  "freebsd",
  "openbsd",
  "netbsd",
  "sunos",
  "aix",
  "linux",
] as const;
const processors = [
  "wasm32",
  "arm64",
  "x64",
  "ia32",
  "ppc64",
  "riscv64",
  "s390x",
  "loong64",
  "mips64el",
  "arm",
] as const;

/** Whether node's resolution from `path` would find `name` in the lock file. */
function isLocked(lock: Lock, path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${folder}${folder ? "/" : ""}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

/** The platform that a binary package is for, as its name tells it; undefined when it tells none. */
function platformOf(name: string): Pick<Entry, "os" | "cpu" | "libc"> | undefined {
  const system = systems.find((candidate) => name.includes(candidate));
  const processor = processors.find((candidate) => name.includes(candidate));
  if (!system && !processor) return undefined;
  const library = name.includes("musl") ? "musl" : /linux.*-gnu/.test(name) ? "glibc" : undefined;
  return {
    ...(system && { os: [system] }),
    ...(processor && { cpu: [processor] }),
    ...(system === "linux" && library && { libc: [library] }),
  };
}

/** Adds what is missing and takes registry addresses out; returns the number of entries added. */
export function completeLock(lock: Lock): number {
  let added = 0;
  for (const [path, entry] of Object.entries(lock.packages)) {
    delete entry.resolved;
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name);
      if (!platform || isLocked(lock, path, name)) continue;
      const dev = entry.dev && { dev: true };
      lock.packages[`node_modules/${name}`] = {
        version: range.replace(/^[\^~]/, ""),
        ...platform,
        ...dev,
        optional: true,
      };
      added += 1;
    }
  }
  const paths = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(paths);
  return added;
}

/** What would make a clean install fail or tie it to one registry, one line each. */
export function checkLock(file = "package-lock.json"): string[] {
  const lock: Lock = JSON.parse(readFileSync(file, "utf8"));
  const tied = Object.entries(lock.packages).filter(([, entry]) => entry.resolved?.startsWith("http"));
  const missing = completeLock(lock);
  return [
    ...tied.map(([path]) => `${file}: ${path} names a registry host (npm run lock)`),
    ...(missing ? [`${file}: ${missing} optional packages of other platforms are missing (npm run lock)`] : []),
  ];
}

if (import.meta.main) {
  const lock: Lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const added = completeLock(lock);
  writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`Added ${added} entries to package-lock.json`);
}
