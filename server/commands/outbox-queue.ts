import { database } from "#server/db/client.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isId } from "#server/kernel/ids.ts";

/** An outbox entry that waits to be sent: `data` has the catalogue's shape for `name`. */
export type UnsentEntry = { id: string; name: string; data: Record<string, unknown>; attempts: number };

// one text, one round trip: the relay's turn lies on the path of every event
async function asRunnerRole(statements: string[]): Promise<{ rows: unknown[] }[]> {
  const client = await database().pool.connect();
  let broken: Error | undefined;
  try {
    const text = ["begin", "set local role adjutant_runner", ...statements, "commit"].join(";\n");
    const results: unknown = await client.query(text);
    return Array.isArray(results) ? results : [];
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // a failed text leaves its transaction open: the connection is not used again
    client.release(broken);
  }
}

function quoted(ids: readonly string[]): string {
  for (const id of ids) if (!isId(id)) throw new AppError("internal", "An outbox entry's id is not an id");
  return ids.map((id) => `'${id}'`).join(",");
}

/**
 * Marks entries as sent and reads the next ones that are due, oldest first, of all workspaces.
 * Nothing is locked: two relays may read the same entry, and its id makes the second send a no-op.
 */
export async function turnOutbox(turn: { sent: readonly string[]; limit: number }): Promise<UnsentEntry[]> {
  const mark = turn.sent.length
    ? [`update outbox_entry set sent_at = now(), last_error = null where id in (${quoted(turn.sent)})`]
    : [];
  const read = `select id, name, data, attempts from outbox_entry
    where sent_at is null and dead_at is null and (retry_at is null or retry_at <= now()) order by created_at, id limit ${Math.trunc(turn.limit)}`;
  const results = await asRunnerRole([...mark, read]);
  return (results.at(-2)?.rows ?? []) as UnsentEntry[];
}

/** Records that an entry was refused; it is due again after `waitSeconds`. Its text never leaves the table. */
export async function delayEntry(refusal: { id: string; error: string; waitSeconds: number }): Promise<void> {
  const client = await database().pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin; set local role adjutant_runner");
    await client.query(
      `update outbox_entry set attempts = attempts + 1, last_error = $2, retry_at = now() + $3 * interval '1 second'
       where id = $1 and sent_at is null`,
      [refusal.id, refusal.error.slice(0, 500), refusal.waitSeconds],
    );
    await client.query("commit");
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Deletes entries that were sent more than `days` days ago. */
export async function purgeOutbox(days: number): Promise<void> {
  await asRunnerRole([`delete from outbox_entry where sent_at < now() - interval '${Math.trunc(days)} days'`]);
}

/** Forgets what requests under an idempotency key were answered more than `hours` hours ago. */
export async function purgeIdempotencyKeys(hours: number): Promise<void> {
  await asRunnerRole([`delete from idempotency_key where created_at < now() - interval '${Math.trunc(hours)} hours'`]);
}
