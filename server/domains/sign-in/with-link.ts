import { z } from "zod";
import { asAuthenticator, enterWorkspace } from "#server/db/transaction.ts";
import { emailSchema, findOperatorByEmail, findOwner } from "#server/domains/operator/index.ts";
import { type BegunSession, beginSession, type Caller } from "#server/domains/session/index.ts";
import { type Clock, systemClock } from "#server/kernel/clock.ts";
import { AppError } from "#server/kernel/errors.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { countSignIn } from "./rate-limit.ts";
import type { OneTimeLink } from "./setup.ts";
import { issueToken, useToken } from "./token.ts";

const linkMinutes = 15;
const inputSchema = z.object({ token: z.string().min(1).max(200) });

/**
 * A link that signs one operator in, once, within 15 minutes: the one with this address, else the first of the installation.
 * Only for callers who may sign in as anybody: the launcher, and the mail to the address itself.
 * @returns null when there is no such operator
 */
export function createSignInLink(
  options: { email?: string; clock?: Clock } = {},
): Promise<(OneTimeLink & { email: string }) | null> {
  const now = (options.clock ?? systemClock).now();
  return asAuthenticator(async (tx) => {
    const operator = options.email
      ? await findOperatorByEmail(tx, parseInput(emailSchema, options.email))
      : await findOwner(tx);
    if (!operator) return null;
    const { token, expiresAt } = await issueToken(tx, { purpose: "mail", operator, now, minutes: linkMinutes });
    return { url: `${publicUrl()}/sign-in/link?token=${token}`, expiresAt, email: operator.email };
  });
}

/**
 * Signs an operator in by a one-time link. The page that the link opens decides nothing: this is its button.
 * @throws AppError invalid | limit | unauthenticated when the link is used, old or unknown
 */
export async function signInWithLink(raw: unknown, caller: Caller, clock: Clock = systemClock): Promise<BegunSession> {
  const { token } = parseInput(inputSchema, raw);
  await countSignIn(caller);
  return asAuthenticator(async (tx) => {
    const used = await useToken(tx, { purpose: "mail", token, now: clock.now() });
    const operator = used?.email ? await findOperatorByEmail(tx, used.email) : null;
    if (!operator) throw new AppError("unauthenticated", "This link does not work any more: ask for a new one");
    await enterWorkspace(tx, operator.workspaceId);
    return beginSession(tx, { operator, caller, clock, method: "mail-link" });
  });
}
