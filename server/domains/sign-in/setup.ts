import { z } from "zod";
import { asAuthenticator, enterWorkspace } from "#server/db/transaction.ts";
import { createOperator, emailSchema, hasOperator, operatorNameSchema } from "#server/domains/operator/index.ts";
import { type BegunSession, beginSession, type Caller } from "#server/domains/session/index.ts";
import {
  createWorkspace,
  currencySchema,
  timeZoneSchema,
  workspaceNameSchema,
} from "#server/domains/workspace/index.ts";
import { type Clock, systemClock } from "#server/kernel/clock.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { hashPassphrase, passphraseSchema } from "./passphrase.ts";
import { countSignIn } from "./rate-limit.ts";
import { issueToken, useToken } from "./token.ts";

const linkMinutes = 24 * 60;

/** A one-time link as the launcher prints it. */
export type OneTimeLink = { url: string; expiresAt: Date };

/** What the setup form sends. Zone and currency are the browser's guess; both can be changed in Settings. */
const setupInputSchema = z.object({
  token: z.string().min(1).max(200),
  workspaceName: workspaceNameSchema,
  name: operatorNameSchema,
  email: emailSchema,
  passphrase: passphraseSchema,
  timeZone: timeZoneSchema.optional(),
  currency: currencySchema.optional(),
});

/** Orders everybody who would make the first operator. */
const lockSetup = 7_202_682n;

/**
 * A fresh link that makes the first operator; links made before it stop working.
 * @returns null once there is an operator
 */
export function createSetupLink(clock: Clock = systemClock): Promise<OneTimeLink | null> {
  return asAuthenticator(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${lockSetup})`;
    if (await hasOperator(tx)) return null;
    const now = clock.now();
    await tx.signInToken.updateMany({ where: { purpose: "setup", usedAt: null }, data: { usedAt: now } });
    const { token, expiresAt } = await issueToken(tx, { purpose: "setup", now, minutes: linkMinutes });
    return { url: `${publicUrl()}/setup?token=${token}`, expiresAt };
  });
}

/**
 * Makes the workspace, its operator and their first session, and uses the link up: all of it or nothing.
 * @throws AppError invalid | limit | unauthenticated when the link is used, old or unknown | conflict once there is an operator
 */
export async function setUp(raw: unknown, caller: Caller, clock: Clock = systemClock): Promise<BegunSession> {
  const input = parseInput(setupInputSchema, raw);
  await countSignIn(caller);
  const passphraseHash = await hashPassphrase(input.passphrase);
  const context: Context = { workspaceId: newId(), actor: { kind: "system", id: "setup" }, clock };
  return asAuthenticator(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${lockSetup})`;
    if (!(await useToken(tx, { purpose: "setup", token: input.token, now: clock.now() }))) {
      throw new AppError("unauthenticated", "This link does not work any more: start Adjutant again for a new one");
    }
    if (await hasOperator(tx)) throw new AppError("conflict", "This installation is set up already: sign in instead");
    await enterWorkspace(tx, context.workspaceId);
    const { workspaceName, timeZone, currency } = input;
    await createWorkspace(tx, context, { name: workspaceName, timeZone, currency });
    const operator = await createOperator(tx, context, { email: input.email, name: input.name, passphraseHash });
    return beginSession(tx, { operator, caller, clock, method: "setup" });
  });
}
