import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** Runs a script under this Node as a child that ends with this process, however it ends. `output` is where it writes to. */
export function spawnChild(
  parameters: readonly string[],
  options: { output: "pipe" | "inherit" | number; variables?: Record<string, string>; ownGroup?: boolean },
): ChildProcess {
  const { output, variables, ownGroup = false } = options;
  const settings: SpawnOptions = {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...variables, ADJUTANT_LAUNCHER: String(process.pid) },
    stdio: ["ignore", output, output, "ipc"],
    detached: ownGroup,
  };
  return spawn(process.execPath, ["--import", "./scripts/launcher/die-with-parent.mjs", ...parameters], settings);
}
