import { inOneRoundTrip, type Statement } from "#server/db/one-round-trip.ts";

/** An outbox entry that waits to be sent: `data` has the catalogue's shape for `name`. */
export type UnsentEntry = { id: string; name: string; data: Record<string, unknown>; attempts: number };

const asRunnerRole = (...statements: Statement[]) =>
  inOneRoundTrip("begin; set local role adjutant_runner", statements);

const sentStatement = {
  text: "/* outbox_sent */ update outbox_entry set sent_at = now(), last_error = null where id = any($1::uuid[])",
};

const dueStatement = {
  text: `/* outbox_due */ select id, name, data, attempts from outbox_entry
    where sent_at is null and dead_at is null and (retry_at is null or retry_at <= now()) order by created_at, id limit $1`,
};

/**
 * Marks entries as sent and reads the next ones that are due, oldest first, of all workspaces.
 * Nothing is locked: two relays may read the same entry, and its id makes the second send a no-op.
 */
export async function turnOutbox(turn: { sent: readonly string[]; limit: number }): Promise<UnsentEntry[]> {
  const marked = turn.sent.length ? [{ ...sentStatement, values: [turn.sent] }] : [];
  const results = await asRunnerRole(...marked, { ...dueStatement, values: [turn.limit] });
  return (results.at(-1) ?? []) as UnsentEntry[];
}

/** Records that an entry was refused; it is due again after `waitSeconds`. Its text never leaves the table. */
export async function delayEntry(refusal: { id: string; error: string; waitSeconds: number }): Promise<void> {
  await asRunnerRole({
    text: `update outbox_entry set attempts = attempts + 1, last_error = $2, retry_at = now() + $3 * interval '1 second'
      where id = $1 and sent_at is null`,
    values: [refusal.id, refusal.error.slice(0, 500), refusal.waitSeconds],
  });
}

/** Deletes entries that were sent more than `days` days ago. */
export async function purgeOutbox(days: number): Promise<void> {
  const text = "delete from outbox_entry where sent_at < now() - $1 * interval '1 day'";
  await asRunnerRole({ text, values: [Math.trunc(days)] });
}

/** Forgets what requests under an idempotency key were answered more than `hours` hours ago. */
export async function purgeIdempotencyKeys(hours: number): Promise<void> {
  const text = "delete from idempotency_key where created_at < now() - $1 * interval '1 hour'";
  await asRunnerRole({ text, values: [Math.trunc(hours)] });
}
