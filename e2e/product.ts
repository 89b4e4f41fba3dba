import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killAll, processTree } from "./processes.ts";

/** The real product, started as an operator starts it, with data of its own. */
export type Product = {
  origin: string;
  /** the one-time link that the start printed */
  link: string;
  dataFolder: string;
  /** milliseconds from the start of the process to the line with the link */
  startMilliseconds: number;
  processes: () => number[];
  stop: () => Promise<void>;
  /** ends every process at once with SIGKILL */
  kill: () => Promise<void>;
};

const startLimit = 240_000;

/** Starts the product on a free port. The folder is kept; `removeData` takes it away. */
export async function startProduct(
  options: { dataFolder?: string; port?: number; flags?: string[]; variables?: Record<string, string> } = {},
): Promise<Product> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), "adjutant-product-"));
  const started = performance.now();
  const parameters = ["scripts/start.mjs", "--port", String(options.port ?? 0), ...(options.flags ?? [])];
  const child = spawn(process.execPath, parameters, {
    env: { ...process.env, DATABASE_URL: "", DIRECT_URL: "", ...options.variables, ADJUTANT_DATA: dataFolder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const link = await readLink(child);
  return {
    origin: new URL(link).origin,
    link,
    dataFolder,
    startMilliseconds: performance.now() - started,
    processes: () => processTree(child.pid ?? 0),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
    kill: async () => {
      killAll(processTree(child.pid ?? 0));
      await ended;
    },
  };
}

/** Removes a stopped product's data. */
export function removeData(product: Product): void {
  rmSync(product.dataFolder, { recursive: true, force: true });
}

/** Waits for the line that ends the start; a start that ends without it is an error with all that was said. */
function readLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const limit = setTimeout(() => {
      child.kill("SIGTERM");
      reject(new Error(`No link within ${startLimit / 1_000} s:\n${said}`));
    }, startLimit);
    const read = (data: Buffer) => {
      said += data.toString("utf8");
      const link = /^Adjutant is ready.*?(https?:\/\/\S+)/m.exec(said)?.[1];
      if (!link) return;
      clearTimeout(limit);
      resolve(link);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => {
      clearTimeout(limit);
      reject(new Error(`The start ended with code ${code}:\n${said}`));
    });
  });
}
