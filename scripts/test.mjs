// `npm test`: installs what is missing, then runs every suite under the project's own Node.
// npm test -- verify unit e2e      chooses suites
import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { install, projectNode, root } from "./install.mjs";

install();
const environment = { ...process.env, PATH: `${join(root, "node_modules/.bin")}${delimiter}${process.env.PATH}` };
const options = { cwd: root, stdio: "inherit", env: environment };
const result = spawnSync(projectNode(), ["scripts/run-tests.ts", ...process.argv.slice(2)], options);
process.exit(result.status ?? 1);
