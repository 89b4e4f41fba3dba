import { createHash } from "node:crypto";
import { closeSync, constants, openSync, realpathSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { isReachable, readOwnerCard } from "./endpoint.ts";

/** macOS: open(2) takes the lock itself; the kernel frees it with the process. */
const openExclusively = 0x20;

/**
 * Takes the lock on a data folder, which the kernel frees when the process ends, however it ends: a name that only one
 * process can listen on (Linux, Windows) or an exclusively opened file (macOS). An owner that the lock cannot see, as in
 * another container, is found by connecting to it.
 * @returns undefined when another owner has the folder
 */
export async function takeOwnerLock(folder: string): Promise<{ release(): void } | undefined> {
  const lock = process.platform === "darwin" ? lockFile(folder) : await lockName(folder);
  if (!lock) return undefined;
  const card = readOwnerCard(folder);
  if (!card || !(await isReachable(card.endpoint))) return lock;
  lock.release();
  return undefined;
}

function lockName(folder: string): Promise<{ release(): void } | undefined> {
  const name = `adjutant-postgres-${createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 32)}`;
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen(process.platform === "win32" ? `\\\\.\\pipe\\${name}` : `\0${name}`, () => {
      server.unref();
      resolve({ release: () => server.close() });
    });
  });
}

function lockFile(folder: string): { release(): void } | undefined {
  try {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | openExclusively;
    const descriptor = openSync(join(folder, "owner.lock"), flags, 0o600);
    return { release: () => closeSync(descriptor) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return undefined;
    throw error;
  }
}
