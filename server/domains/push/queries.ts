import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { vapidKeys } from "#server/kernel/vapid.ts";
import type { PushState, PushTarget } from "./schema.ts";

/** The browsers that an operator is told on: subscribed, and their sessions neither ended nor expired. */
export async function livePushTargets(
  tx: Transaction,
  { operatorId, now }: { operatorId: string; now: Date },
): Promise<PushTarget[]> {
  return tx.$queryRaw<PushTarget[]>`
    select p.id, p.endpoint, p.p256dh, p.auth
    from push_subscription p join session s on s.id = p.session_id and s.operator_id = p.operator_id
    where p.operator_id = ${operatorId}::uuid and p.ended_at is null and s.revoked_at is null and s.expires_at > ${now}
    order by p.created_at, p.id`;
}

/** What a browser needs to subscribe, and which of the operator's browsers have. */
export const pushState = defineQuery({
  name: "push.state",
  input: z.void(),
  access: ["operator"],
  run: async ({ tx, context }): Promise<PushState> => {
    const { actor, clock } = context;
    const live = await livePushTargets(tx, { operatorId: actor.id, now: clock.now() });
    const rows = await tx.pushSubscription.findMany({
      where: { id: { in: live.map(({ id }) => id) } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    const session = actor.kind === "operator" ? actor.sessionId : null;
    return {
      publicKey: vapidKeys().publicKey,
      devices: rows.map(({ id, sessionId, endpoint, createdAt, lastSentAt }) => ({
        id,
        current: sessionId === session,
        endpoint,
        createdAt,
        lastSentAt,
      })),
    };
  },
});
