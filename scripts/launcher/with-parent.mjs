// Runs a program that knows nothing of the launcher, and ends it when the launcher is gone.
// Usage: node --import ./scripts/launcher/die-with-parent.mjs scripts/launcher/with-parent.mjs <program> [parameters]
import { spawn } from "node:child_process";

const [program = "", ...parameters] = process.argv.slice(2);
const child = spawn(program, parameters, { stdio: ["ignore", "inherit", "inherit"] });
// die-with-parent sends SIGTERM to this process
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill("SIGTERM"));
child.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
