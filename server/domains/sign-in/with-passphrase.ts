import { z } from "zod";
import { asAuthenticator, inWorkspace } from "#server/db/transaction.ts";
import { emailSchema, findOperatorByEmail } from "#server/domains/operator/index.ts";
import { type BegunSession, beginSession, type Caller } from "#server/domains/session/index.ts";
import { type Clock, systemClock } from "#server/kernel/clock.ts";
import { AppError } from "#server/kernel/errors.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { decoyHash, verifyPassphrase } from "./passphrase.ts";
import { countSignIn, forgiveSignIn } from "./rate-limit.ts";

const inputSchema = z.object({ email: emailSchema, passphrase: z.string().min(1, "must not be empty").max(400) });

/**
 * Signs an operator in by passphrase. Unknown address, no passphrase and wrong passphrase take the same time and
 * get the same answer.
 * @throws AppError invalid | limit | unauthenticated
 */
export async function signInWithPassphrase(
  raw: unknown,
  caller: Caller,
  clock: Clock = systemClock,
): Promise<BegunSession> {
  const input = parseInput(inputSchema, raw);
  await countSignIn(caller, input.email);
  const operator = await asAuthenticator((tx) => findOperatorByEmail(tx, input.email));
  const right = await verifyPassphrase(input.passphrase, operator?.passphraseHash ?? (await decoyHash()));
  if (!operator?.passphraseHash || !right) {
    throw new AppError("unauthenticated", "The address or the passphrase is not right");
  }
  const session = await inWorkspace(operator.workspaceId, (tx) =>
    beginSession(tx, { operator, caller, clock, method: "passphrase" }),
  );
  await forgiveSignIn(caller, input.email);
  return session;
}
