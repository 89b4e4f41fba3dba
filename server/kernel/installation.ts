import { isAbsolute, resolve, sep } from "node:path";
import { type Environment, env } from "./env.ts";

/** Which database this installation runs on: the embedded one listens on a socket inside the data folder. */
export function databaseMode(environment: Environment = env()): "embedded" | "postgres" {
  const { DATABASE_URL, ADJUTANT_DATA } = environment;
  if (!DATABASE_URL) return "embedded";
  const url = new URL(DATABASE_URL);
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.hostname);
  const inDataFolder = isAbsolute(host) && `${resolve(host)}${sep}`.startsWith(`${resolve(ADJUTANT_DATA)}${sep}`);
  return inDataFolder ? "embedded" : "postgres";
}

/** Whether DATABASE_URL is a pooler that gives each transaction another connection: port 6543, or `pgbouncer=true`. */
export function isTransactionPooler(environment: Environment = env()): boolean {
  const { DATABASE_URL } = environment;
  if (!DATABASE_URL) return false;
  const { port, searchParams } = new URL(DATABASE_URL);
  return port === "6543" || searchParams.get("pgbouncer") === "true";
}

/** The database by connections that keep their session, for what takes a role once: DIRECT_URL beside a transaction pooler. */
export function sessionDatabaseUrl(environment: Environment = env()): string | undefined {
  const { DATABASE_URL, DIRECT_URL } = environment;
  return DIRECT_URL && isTransactionPooler(environment) ? DIRECT_URL : DATABASE_URL;
}

/** Who runs the workflows' functions: this process, or an Inngest server that the environment names. */
export function runnerMode(environment: Environment = env()): "embedded" | "inngest" {
  const { INNGEST_BASE_URL, INNGEST_EVENT_KEY } = environment;
  return INNGEST_BASE_URL || INNGEST_EVENT_KEY || isDevelopmentServer(environment) ? "inngest" : "embedded";
}

/** Whether INNGEST_DEV points at a development server, in which case calls are not signed. */
export function isDevelopmentServer(environment: Environment = env()): boolean {
  return Boolean(environment.INNGEST_DEV) && !["0", "false"].includes(environment.INNGEST_DEV ?? "");
}

/** The mail server that effects go to, by its host's name, or null when mails are kept instead. */
export function mailHost(environment: Environment = env()): string | null {
  const { SMTP_URL } = environment;
  return SMTP_URL && URL.canParse(SMTP_URL) ? new URL(SMTP_URL).hostname : null;
}
