import type { ChildProcess } from "node:child_process";
import { accessSync, closeSync, constants, openSync, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { spawnChild } from "./spawn-child.ts";
import { StopError } from "./stop-error.ts";

const names = process.platform === "win32" ? ["inngest.exe", "inngest-cli.exe"] : ["inngest", "inngest-cli"];
const stopMilliseconds = 10_000;

/** The user's own development server, running. */
export type DevelopmentServer = {
  stop: () => Promise<void>;
  /** resolves with a sentence when it ends by itself */
  failed: Promise<string>;
};

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The inngest-cli to use: the one that INNGEST_CLI names, else the first on the PATH. None is ever downloaded.
 * @throws StopError with what to install or set
 */
export function findInngestCli(given: { INNGEST_CLI?: string | undefined; PATH?: string | undefined }): string {
  const { INNGEST_CLI, PATH = "" } = given;
  if (INNGEST_CLI) {
    if (isProgram(INNGEST_CLI)) return resolve(INNGEST_CLI);
    throw new StopError(`INNGEST_CLI: ${INNGEST_CLI} is not a program that can be run.`, 2);
  }
  const candidates = PATH.split(delimiter).flatMap((folder) => (folder ? names.map((name) => join(folder, name)) : []));
  const found = candidates.find(isProgram);
  if (found) return found;
  throw new StopError(
    "There is no inngest-cli here: install it (npm install --global inngest-cli), name it with INNGEST_CLI, or name a running Inngest server with INNGEST_BASE_URL.",
    2,
  );
}

function developmentServerLog(dataFolder: string): string {
  return join(dataFolder, "inngest.log");
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((done) => {
    child.once("exit", (code, signal) => done(signal ?? `code ${code}`));
    child.once("error", (error) => done(error.message));
  });
}

/** Starts `inngest dev` for the product on `port` of this machine. It ends with this process, however that ends. */
export function startDevelopmentServer(options: {
  cli: string;
  port: number;
  serveUrl: string;
  dataFolder: string;
}): DevelopmentServer {
  const { cli, port, serveUrl, dataFolder } = options;
  const log = openSync(developmentServerLog(dataFolder), "w", 0o600);
  const parameters = ["dev", "-u", serveUrl, "--no-discovery", "--host", "127.0.0.1", "--port", String(port)];
  const child = spawnChild(["scripts/launcher/with-parent.mjs", cli, ...parameters], {
    output: log,
    // nothing leaves the machine: inngest-cli counts its starts otherwise
    variables: { DO_NOT_TRACK: "1" },
    ownGroup: true,
  });
  closeSync(log);
  let stopping = false;
  const gone = ended(child);
  return {
    failed: gone.then((reason) =>
      stopping ? "stopped" : `inngest-cli ended (${reason}): see ${developmentServerLog(dataFolder)}`,
    ),
    stop: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), stopMilliseconds);
      await gone;
      clearTimeout(force);
    },
  };
}
