// `npm start`: installs what is missing, then hands over to the launcher under the project's own Node.
import { spawn } from "node:child_process";
import nodeModule from "node:module";
import { join } from "node:path";
import { install, isProjectNode, projectNode, root } from "./install.mjs";
import { whenOrphaned } from "./when-orphaned.mjs";

process.chdir(root);
install();

if (isProjectNode()) {
  // compiled code is kept from one start to the next, here and in the children
  process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules/.cache/compiled");
  nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
  await import("./launch.ts");
} else {
  // the channel tells the launcher when this process is gone
  const options = { cwd: root, stdio: ["inherit", "inherit", "inherit", "ipc"] };
  const child = spawn(projectNode(), ["scripts/launch.ts", ...process.argv.slice(2)], options);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  whenOrphaned(() => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
