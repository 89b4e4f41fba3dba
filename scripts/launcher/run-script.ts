import { spawnChild } from "./spawn-child.ts";
import { StopError } from "./stop-error.ts";

/**
 * Runs one of the project's scripts to its end in a process of its own.
 * @returns what it printed
 * @throws StopError with what it complained of
 */
export async function runScript(script: string, variables: Record<string, string>): Promise<string> {
  const child = spawnChild([script], { output: "pipe", variables });
  let output = "";
  let complaint = "";
  child.stdout?.on("data", (data) => {
    output += data;
  });
  child.stderr?.on("data", (data) => {
    complaint += data;
  });
  const status = await new Promise((resolve) => child.once("close", resolve));
  if (status !== 0) throw new StopError(`${script} failed: ${complaint.trim() || output.trim()}`);
  return output.trim();
}
