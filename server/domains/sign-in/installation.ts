import { asAuthenticator } from "#server/db/transaction.ts";
import { hasOperator } from "#server/domains/operator/index.ts";
import { canMailLinks } from "./request-link.ts";
import type { InstallationFacts } from "./schema.ts";

/** What the sign-in page may know of this installation before anybody signed in. */
export async function installationFacts(): Promise<InstallationFacts> {
  return { hasOperator: await asAuthenticator(hasOperator), mailLink: canMailLinks() };
}

/** Whether the database answers, and with the tables that a sign-in needs. */
export function isDatabaseReady(): Promise<boolean> {
  return asAuthenticator(hasOperator).then(
    () => true,
    () => false,
  );
}
