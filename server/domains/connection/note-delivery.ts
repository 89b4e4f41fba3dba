import { announceChanges } from "#server/commands/live.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { log } from "#server/kernel/log.ts";
import type { Endpoint } from "./endpoint.ts";

const everyMs = 10_000;
const lastWritten = new Map<string, number>();

/**
 * Notes on the connection that something came in, or why it was refused. Not in the sender's way and at most once in ten
 * seconds per connection and outcome: the events are the record, this is for the operator's eyes.
 */
export function noteDelivery(endpoint: Endpoint, refusal: string | null): void {
  const { connectionId: id, context } = endpoint;
  const now = context.clock.now();
  const key = `${id} ${refusal === null}`;
  if (now.getTime() - (lastWritten.get(key) ?? 0) < everyMs) return;
  if (lastWritten.size > 1000) lastWritten.clear();
  lastWritten.set(key, now.getTime());
  const data = refusal === null ? { lastReceivedAt: now, lastError: null } : { lastError: refusal.slice(0, 300) };
  inWorkspace(context.workspaceId, (tx) => tx.connection.updateMany({ where: { id }, data }))
    .then(() => announceChanges(context.workspaceId, [{ topic: "connection", id }]))
    .catch((error: unknown) => log.warn({ error, connectionId: id }, "a connection's last delivery was not noted"));
}
