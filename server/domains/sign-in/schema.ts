import { z } from "zod";

/** What the sign-in page may know of an installation before anybody signed in. */
const installationFactsSchema = z.object({
  /** false until the one-time setup link was used */
  hasOperator: z.boolean(),
  /** whether a sign-in link can be sent by mail; else only the launcher prints one */
  mailLink: z.boolean(),
});
export type InstallationFacts = z.infer<typeof installationFactsSchema>;
