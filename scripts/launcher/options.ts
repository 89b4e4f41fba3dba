import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Environment, readEnvironment } from "#server/kernel/env.ts";
import { runnerMode } from "#server/kernel/installation.ts";
import { StopError } from "./stop-error.ts";

/** What was asked for on the command line and in the environment. */
export type LaunchOptions = {
  sample: boolean;
  dev: boolean;
  inngest: boolean;
  dataFolder: string;
  environment: Environment;
};

const usage = `Usage: npm start -- [options]
  --port <number>  port to listen on (default: PORT, else 3000; 0 picks a free one)
  --sample         load the sample business
  --dev            development server instead of a build
  --inngest        background work on the Inngest server that the environment names, else on one of your inngest-cli
  --help           this text`;

function parseCommandLine(words: string[]): {
  port?: string;
  sample: boolean;
  dev: boolean;
  inngest: boolean;
  help: boolean;
} {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      args: words,
      options: { port: { type: "string" }, sample: flag, dev: flag, inngest: flag, help: flag },
    });
    return values;
  } catch (error) {
    throw new StopError(`${error instanceof Error ? error.message : error}\n${usage}`, 2);
  }
}

/**
 * Reads command line, `.env` and environment, in this order of weight.
 * @throws StopError that names every wrong option or variable
 */
export function readOptions(words: string[]): LaunchOptions {
  const line = parseCommandLine(words);
  if (line.help) throw new StopError(usage, 0);
  if (existsSync(".env")) process.loadEnvFile(".env");
  if (line.port !== undefined) process.env.PORT = line.port;
  const result = readEnvironment(process.env);
  if (!result.ok) throw new StopError(`A setting is wrong. ${result.problems.join("; ")} (see .env.example)`, 2);
  const folder = result.value.ADJUTANT_DATA;
  return {
    sample: line.sample,
    dev: line.dev,
    inngest: line.inngest || runnerMode(result.value) === "inngest",
    dataFolder: isAbsolute(folder) ? folder : resolve(folder),
    environment: result.value,
  };
}
