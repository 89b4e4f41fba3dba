import { generateClient } from "../generate-client.ts";
import { build, isBuilt } from "./build.ts";
import { installationSecrets, prepareDataFolder } from "./data-folder.ts";
import { openDatabase } from "./database.ts";
import { type OpenServer, openInngestServer } from "./inngest-server.ts";
import type { LaunchOptions } from "./options.ts";
import { claimPort, reachableHost } from "./port.ts";
import { registerFunctions } from "./register-functions.ts";
import { runScript } from "./run-script.ts";
import { stage } from "./stages.ts";
import { StopError } from "./stop-error.ts";
import { isReady, logFile, superviseWeb } from "./web.ts";

// runs that a crash cut short are taken up at once: on a busy machine that comes before the first answer
const readySeconds = 180;
const registerAgainMilliseconds = 30_000;

/** The running product. */
export type Product = {
  /** what an operator opens: a one-time link */
  link: string;
  variables: Record<string, string>;
  /** resolves with a sentence when a part of it will not stay up */
  failed: Promise<string>;
};

async function prepareBuild(dev: boolean): Promise<void> {
  if (!dev && isBuilt()) return;
  await stage("database client", async () => generateClient());
  if (!dev) await stage("build", build, { long: "the first time and after a change, about a minute" });
}

/** What the children of this start find in their environment. */
function variablesFor(options: LaunchOptions, port: number): Record<string, string> {
  const { environment, dataFolder } = options;
  const secrets = installationSecrets(dataFolder);
  return {
    ADJUTANT_DATA: dataFolder,
    ADJUTANT_SECRET: process.env.ADJUTANT_SECRET || secrets.ADJUTANT_SECRET,
    NEXTAUTH_SECRET: environment.NEXTAUTH_SECRET ?? secrets.NEXTAUTH_SECRET,
    NEXTAUTH_URL: environment.NEXTAUTH_URL ?? `http://${reachableHost(environment.HOST)}:${port}`,
    HOST: environment.HOST,
    PORT: String(port),
    ...(options.sample ? { ADJUTANT_SAMPLE: "1" } : {}),
  };
}

/**
 * Starts database, web and runner in stages.
 * @param onStarted told how to stop each part as soon as it runs, so that a start that fails half-way is undone
 * @throws StopError with what the operator can do
 */
export async function startProduct(
  options: LaunchOptions,
  onStarted: (stop: () => Promise<void>) => void,
): Promise<Product> {
  const { dataFolder, dev, environment } = options;
  const port = await claimPort(environment.HOST, environment.PORT);
  prepareDataFolder(dataFolder);
  const variables = variablesFor(options, port);
  const origin = `http://${reachableHost(environment.HOST)}:${port}`;
  const inngest = options.inngest
    ? await stage("Inngest server", () => openInngestServer({ environment, dataFolder, origin, onStarted }))
    : undefined;
  Object.assign(variables, inngest?.variables);
  const opening = stage("database", () => openDatabase(options, onStarted));
  // a build that fails must not pull the database away from under its migrations
  const [opened, built] = await Promise.allSettled([opening, prepareBuild(dev)]);
  if (built.status === "rejected") throw built.reason;
  if (opened.status === "rejected") throw opened.reason;
  const database = opened.value;
  Object.assign(variables, { DATABASE_URL: database.appUrl, DIRECT_URL: database.directUrl });

  const product = await stage(inngest ? "web" : "web and runner", async () => {
    const web = superviseWeb({ host: environment.HOST, port, dev, dataFolder, variables });
    onStarted(web.stop);
    const ready = isReady(origin, readySeconds);
    const outcome = Promise.race([ready, web.failed]).then((answer) => {
      if (answer === true) return;
      throw new StopError(answer || `The product did not become ready: see ${logFile(dataFolder)}`);
    });
    const [link] = await Promise.all([runScript("scripts/launcher/sign-in-link.ts", variables), outcome]);
    return { link, variables, failed: web.failed };
  });
  return inngest
    ? onInngest({ inngest, product, origin, signingKey: environment.INNGEST_SIGNING_KEY, onStarted })
    : product;
}

/** Registers the functions, and again now and then: a server that was started anew may have forgotten them. */
async function onInngest(options: {
  inngest: OpenServer;
  product: Product;
  origin: string;
  signingKey: string | undefined;
  onStarted: (stop: () => Promise<void>) => void;
}): Promise<Product> {
  const { inngest, product, origin, signingKey, onStarted } = options;
  const { server, failed } = inngest;
  const register = () => registerFunctions({ server, origin, signingKey });
  await stage(`functions registered with Inngest (${server.kind})`, register);
  // the next round says whether it is there again
  const repeat = setInterval(() => register().catch(() => undefined), registerAgainMilliseconds);
  onStarted(async () => clearInterval(repeat));
  return failed ? { ...product, failed: Promise.race([product.failed, failed]) } : product;
}
