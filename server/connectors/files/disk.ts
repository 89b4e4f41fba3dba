import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "#server/kernel/errors.ts";
import type { FileStore } from "./contract.ts";
import { partsOfKey } from "./key.ts";

const isMissing = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";

/** Does it, and says that the storage is unavailable where the disk fails: full, read-only, not permitted. */
async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError("unavailable", "The folder for files cannot be used", { cause });
  }
}

/** Makes what happened to a folder's names durable. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Makes a folder and those above it that are missing, each made durable in the one above. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!first) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Written beside under a name that no key has, synced and renamed: a crash leaves the whole file or none. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await makeFolder(folder);
  const temporary = join(folder, `.${randomBytes(12).toString("hex")}.new`);
  try {
    const handle = await open(temporary, "wx", 0o600);
    await handle
      .writeFile(bytes)
      .then(() => handle.sync())
      .finally(() => handle.close());
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** Keeps files in a folder of this machine, one folder per workspace, readable by the product's user alone. */
export function diskStore({ folder }: { folder: string }): FileStore {
  const pathOf = (key: string) => {
    const { workspaceId, hash } = partsOfKey(key);
    return join(folder, workspaceId, hash);
  };
  return {
    put: async ({ key, bytes }) => {
      const path = pathOf(key);
      await onDisk(async () => {
        if ((await sizeOf(path)) !== bytes.byteLength) await write(path, bytes);
      });
    },
    get: async (key) => {
      const path = pathOf(key);
      return onDisk(() =>
        readFile(path).catch((error: unknown) => {
          if (isMissing(error)) return null;
          throw error;
        }),
      );
    },
    remove: async (key) => {
      const path = pathOf(key);
      await onDisk(() => rm(path, { force: true }));
    },
  };
}
