import { asAuthenticator, inWorkspace } from "#server/db/transaction.ts";
import { type Clock, systemClock } from "#server/kernel/clock.ts";
import type { Context } from "#server/kernel/context.ts";
import { isId } from "#server/kernel/ids.ts";
import { log } from "#server/kernel/log.ts";
import { knownSessions, type LiveSession } from "./known-sessions.ts";

const lastWrite = new Map<string, number>();
const writeEveryMs = 60_000;
const mostNoted = 10_000;

async function readSession(sessionId: string, now: Date): Promise<LiveSession | null> {
  const rows = await asAuthenticator(
    (tx) => tx.$queryRaw<LiveSession[]>`
      select s.id as "sessionId", s.workspace_id as "workspaceId", s.operator_id as "operatorId",
             o.name as "operatorName", o.email as "operatorEmail", s.expires_at as "expiresAt"
      from session s join operator o on o.id = s.operator_id and o.workspace_id = s.workspace_id
      where s.id = ${sessionId}::uuid and s.revoked_at is null and s.expires_at > ${now}`,
  );
  return rows[0] ?? null;
}

/** Notes when a session was seen, at most once a minute and never in the request's way. */
function noteSeen(session: LiveSession, now: Date): void {
  if (now.getTime() - (lastWrite.get(session.sessionId) ?? 0) < writeEveryMs) return;
  if (lastWrite.size >= mostNoted) lastWrite.clear();
  lastWrite.set(session.sessionId, now.getTime());
  inWorkspace(
    session.workspaceId,
    (tx) => tx.$executeRaw`update session set last_seen_at = ${now} where id = ${session.sessionId}::uuid`,
  ).catch((error: unknown) => log.warn({ error, sessionId: session.sessionId }, "last sight of a session not written"));
}

/** The session with this id while its row is live: not revoked, not expired. Checked on every request. */
export async function findLiveSession(sessionId: string, clock: Clock = systemClock): Promise<LiveSession | null> {
  if (!isId(sessionId)) return null;
  const now = clock.now();
  const session = await knownSessions.get(sessionId, now, () => readSession(sessionId, now));
  if (!session || session.expiresAt <= now) return null;
  noteSeen(session, now);
  return session;
}

/** The context that a signed-in operator's request runs in. */
export function contextOfSession(session: LiveSession, clock: Clock = systemClock): Context {
  return {
    workspaceId: session.workspaceId,
    clock,
    actor: { kind: "operator", id: session.operatorId, name: session.operatorName, sessionId: session.sessionId },
  };
}
