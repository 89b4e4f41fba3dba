import { Inngest } from "inngest";
import { AppError } from "#server/kernel/errors.ts";
import { runnerMode } from "#server/kernel/installation.ts";
import { log } from "#server/kernel/log.ts";
import { derivedSecret } from "#server/kernel/secrets.ts";
import { running } from "./running.ts";

/** The key that calls between SDK and embedded runner are signed with: this installation's own, never stored. */
export function embeddedSigningKey(): string {
  return `signkey-adjutant-${derivedSecret("runner signing key")}`;
}

/** The SDK's calls to its server, kept inside the process. */
const inProcess: typeof fetch = (input, init) => {
  const answer = running().fetch;
  if (!answer) throw new AppError("unavailable", "The embedded runner is not running in this process");
  return answer(input, init);
};

const logger = log.child({ component: "inngest" });

/** The SDK client that every function and every send goes through. */
export const inngest =
  runnerMode() === "inngest"
    ? new Inngest({ id: "adjutant", logger })
    : new Inngest({
        id: "adjutant",
        logger,
        isDev: false,
        eventKey: "embedded",
        signingKey: embeddedSigningKey(),
        baseUrl: "http://runner.internal",
        fetch: inProcess,
      });
