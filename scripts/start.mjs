// `npm start`: installs what is missing, then hands over to the launcher under the project's own Node.
import { spawn } from "node:child_process";
import { install, isProjectNode, projectNode, root } from "./install.mjs";
import { whenOrphaned } from "./when-orphaned.mjs";

process.chdir(root);
install();

if (isProjectNode()) {
  await import("./launch.ts");
} else {
  // the channel tells the launcher when this process is gone
  const options = { cwd: root, stdio: ["inherit", "inherit", "inherit", "ipc"] };
  const child = spawn(projectNode(), ["scripts/launch.ts", ...process.argv.slice(2)], options);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  whenOrphaned(() => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
