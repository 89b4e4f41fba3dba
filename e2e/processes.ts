import { execFileSync } from "node:child_process";

/** A process, everything that it started, and everything that those started. */
export function processTree(root: number): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  const tree = [root];
  for (const parent of tree) {
    for (const [pid, ppid] of rows) if (ppid === parent && pid) tree.push(pid);
  }
  return tree;
}

/** Kills all of them at once, as a power cut would. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      // it had ended by itself
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
