import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";

/** Enough to tell, on the same machine, whether a process that wrote it still lives. */
type ProcessIdentity = z.output<typeof processIdentitySchema>;
const processIdentitySchema = z.object({ host: z.string(), pid: z.int(), startedAt: z.string() });

function readOr(read: () => string, otherwise: string): string {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** The kernel's start time of a process, which a reused pid does not share; "" where the system does not tell. */
function startOf(pid: number): string {
  const stat = readOr(() => readFileSync(`/proc/${pid}/stat`, "utf8"), "");
  // the command name, in brackets, may hold blanks; the start time is the twentieth field after it
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

/** Machine, boot and process namespace: a pid means the same process only where all three agree. */
function hostIdentity(): string {
  const boot = readOr(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(), "");
  const namespace = readOr(() => readlinkSync("/proc/self/ns/pid"), "");
  return [hostname(), boot, namespace].join(" ");
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { host: hostIdentity(), pid: process.pid, startedAt: startOf(process.pid) };
}

/** Whether another process is provably gone: same machine, and its pid is free or belongs to a later process. */
export function isGone(other: ProcessIdentity): boolean {
  if (other.host !== hostIdentity()) return false;
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
  const startedAt = startOf(other.pid);
  return startedAt !== "" && other.startedAt !== "" && startedAt !== other.startedAt;
}

/** The same of an identity that was stored as JSON; what cannot be read may be anybody, and is not gone. */
export function isStoredHolderGone(holder: unknown): boolean {
  const { data } = processIdentitySchema.safeParse(holder);
  return data !== undefined && isGone(data);
}
