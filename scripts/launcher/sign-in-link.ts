// Prints a one-time link: for the setup while there is no operator, else for signing in. A process of its own, so that
// the launcher, which stays, does not hold the database client in memory.
import { disconnect } from "#server/db/client.ts";
import { createSetupLink, createSignInLink } from "#server/domains/sign-in/index.ts";

const link = (await createSetupLink()) ?? (await createSignInLink());
await disconnect();
if (!link) throw new Error("There is neither a setup to do nor an operator to sign in");
console.log(link.url);
