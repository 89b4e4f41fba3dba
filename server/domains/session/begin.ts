import { appendAudit } from "#server/commands/audit.ts";
import type { Transaction } from "#server/db/transaction.ts";
import type { Clock } from "#server/kernel/clock.ts";
import { newId } from "#server/kernel/ids.ts";
import { sessionSeconds } from "./meta.ts";

/** The browser that asks: what its requests say of themselves. */
export type Caller = { address: string; userAgent: string };

/** A session just begun, as the cookie names it. */
export type BegunSession = { sessionId: string; operatorId: string; workspaceId: string; name: string; email: string };

/** Makes a session row for an operator who proved who they are, in a transaction inside their workspace. */
export async function beginSession(
  tx: Transaction,
  input: {
    operator: { id: string; workspaceId: string; name: string; email: string };
    caller: Caller;
    clock: Clock;
    /** how it was proved, for the audit trail */
    method: "setup" | "passphrase" | "mail-link";
  },
): Promise<BegunSession> {
  const { operator, caller, clock } = input;
  const sessionId = newId();
  const now = clock.now();
  await tx.session.create({
    data: {
      id: sessionId,
      workspaceId: operator.workspaceId,
      operatorId: operator.id,
      userAgent: caller.userAgent.slice(0, 400),
      address: caller.address.slice(0, 64),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + sessionSeconds * 1000),
    },
  });
  const actor = { kind: "operator" as const, id: operator.id, name: operator.name, sessionId };
  await appendAudit(
    tx,
    { workspaceId: operator.workspaceId, actor, clock },
    { action: "session.begin", subject: { kind: "session", id: sessionId }, data: { method: input.method } },
  );
  return {
    sessionId,
    operatorId: operator.id,
    workspaceId: operator.workspaceId,
    name: operator.name,
    email: operator.email,
  };
}
