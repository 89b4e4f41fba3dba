import { z } from "zod";
import { type Command, defineCommand } from "#server/commands/define-command.ts";
import { announceChanges } from "#server/commands/live.ts";
import { endPushOfSession } from "#server/domains/push/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { knownSessions } from "./known-sessions.ts";
import { contextOfSession, findLiveSession } from "./live-session.ts";

const input = z.object({ id: z.uuid() });

const revoke = defineCommand({
  name: "session.revoke",
  input,
  access: ["operator"],
  run: async (scope, { id }): Promise<{ id: string }> => {
    const { tx, context, audit } = scope;
    const session = await tx.session.findUnique({ where: { id }, select: { revokedAt: true } });
    if (!session) throw new AppError("not_found", "There is no such session");
    if (session.revokedAt) return { id };
    await tx.session.update({ where: { id }, data: { revokedAt: context.clock.now() } });
    await endPushOfSession(scope, id);
    const own = context.actor.kind === "operator" && context.actor.sessionId === id;
    await audit({ subject: { kind: "session", id }, data: { own } });
    return { id };
  },
});

/** Ends a session; its browser is signed out with its next request. Repeating it changes nothing. */
export const revokeSession: Command<typeof input, { id: string }> = {
  ...revoke,
  execute: async (context, raw) => {
    const result = await revoke.execute(context, raw);
    // first forgotten, then told: who is told asks again
    knownSessions.clear();
    announceChanges(context.workspaceId, [{ topic: "access", id: result.id }]);
    return result;
  },
};

/** Ends the session that a signing-out browser's cookie names; nothing when it has ended already. */
export async function endSession(sessionId: string): Promise<void> {
  const session = await findLiveSession(sessionId);
  if (session) await revokeSession.execute(contextOfSession(session), { id: session.sessionId });
}
