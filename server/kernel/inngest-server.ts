import { type Environment, env } from "./env.ts";
import { isDevelopmentServer, runnerMode } from "./installation.ts";

/** An Inngest server as the environment describes it. */
export type InngestServer = {
  /** development: signs nothing and lives on this machine; self-hosted and cloud: sign with a key */
  kind: "development" | "self-hosted" | "cloud";
  /** where the SDK reaches it, without a slash at the end; null for the cloud, whose addresses the SDK knows */
  url: string | null;
};

const developmentUrl = "http://127.0.0.1:8288";
const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

const trimmed = (url: string) => url.replace(/\/+$/, "");

/** The server that does the background work, or null when the embedded runner does it. */
export function inngestServer(environment: Environment = env()): InngestServer | null {
  if (runnerMode(environment) === "embedded") return null;
  const { INNGEST_BASE_URL, INNGEST_DEV } = environment;
  if (isDevelopmentServer(environment)) {
    // INNGEST_DEV may be the server's address itself
    const named = INNGEST_BASE_URL ?? (INNGEST_DEV && URL.canParse(INNGEST_DEV) ? INNGEST_DEV : developmentUrl);
    return { kind: "development", url: trimmed(named) };
  }
  return INNGEST_BASE_URL ? { kind: "self-hosted", url: trimmed(INNGEST_BASE_URL) } : { kind: "cloud", url: null };
}

/** Where the Inngest server reaches this product: what is registered, whatever a caller's Host header says. */
export function serveOrigin(environment: Environment = env()): string | undefined {
  return environment.INNGEST_SERVE_ORIGIN ?? environment.NEXTAUTH_URL;
}

/** The environment of Inngest Cloud: named, or told by the signing key of production; null when neither tells. */
function cloudEnvironment({ INNGEST_ENV, INNGEST_SIGNING_KEY }: Environment): string | null {
  return INNGEST_ENV ?? (INNGEST_SIGNING_KEY?.startsWith("signkey-prod-") ? "production" : null);
}

/** Whether the operator's browser can be expected to reach an address that this process reaches. */
function isOpenToBrowsers(url: string, productUrl: string | undefined): boolean {
  const { protocol, hostname } = new URL(url);
  if (loopback.has(hostname)) return productUrl === undefined || loopback.has(new URL(productUrl).hostname);
  // a bare name such as http://inngest:8288 means something inside a container network only
  return protocol === "https:" && hostname.includes(".");
}

/**
 * The page of a function run in the dashboard of the Inngest server that ran it, or null where its address is not known:
 * no link rather than one that leads nowhere. `INNGEST_DASHBOARD_URL` names it where it differs from the server's.
 */
export function runDashboardUrl(functionRunId: string, environment: Environment = env()): string | null {
  const server = inngestServer(environment);
  if (!server) return null;
  const id = encodeURIComponent(functionRunId);
  const { INNGEST_DASHBOARD_URL, NEXTAUTH_URL } = environment;
  if (server.url === null) {
    const name = cloudEnvironment(environment);
    const dashboard = trimmed(INNGEST_DASHBOARD_URL ?? "https://app.inngest.com");
    return name === null ? null : `${dashboard}/env/${encodeURIComponent(name)}/runs/${id}`;
  }
  const url = INNGEST_DASHBOARD_URL ?? (isOpenToBrowsers(server.url, NEXTAUTH_URL) ? server.url : null);
  return url === null ? null : `${trimmed(url)}/run?runID=${id}`;
}
