import type { Transaction } from "#server/db/transaction.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError, type FieldProblem } from "#server/kernel/errors.ts";

const longestWaitSeconds = 5;

/** One request as its key stands for it. */
type Keyed = { operation: string; key: string; input: unknown };

function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null);
}

/** PostgreSQL's lock_not_available, however deep the adapter has wrapped it. */
function isLockTimeout(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 4) return false;
  if (error.message.includes("55P03") || error.message.includes("lock timeout")) return true;
  return isLockTimeout(error.cause, depth + 1);
}

async function take(tx: Transaction, context: Context, row: Keyed & { fingerprint: string }): Promise<boolean> {
  try {
    await tx.$executeRawUnsafe(`set local lock_timeout = '${longestWaitSeconds}s'`);
    const taken = await tx.$executeRaw`
      insert into idempotency_key (workspace_id, operation, key, fingerprint, created_at)
      values (${context.workspaceId}::uuid, ${row.operation}, ${row.key}, ${row.fingerprint}, ${context.clock.now()})
      on conflict do nothing`;
    await tx.$executeRaw`set local lock_timeout = 0`;
    return taken === 1;
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    const details = { retryAfterSeconds: longestWaitSeconds };
    throw new AppError("conflict", "A request with this Idempotency-Key is still being worked on", { details });
  }
}

/**
 * Does `work` once per key, for as long as answers are kept: the key, what is done and the answer commit together, so that
 * neither a crash nor a hundred requests at once can do it twice. A request that finds another at it waits for its answer.
 * @returns the answer as JSON text, the same bytes every time
 * @throws AppError conflict: with status 422 when the key stands for another input, plain when the other is not done in time
 */
export async function answerOnce(
  { tx, context }: { tx: Transaction; context: Context },
  keyed: Keyed,
  work: () => Promise<unknown>,
): Promise<string> {
  const { operation, key } = keyed;
  const fingerprint = hashOf(JSON.parse(jsonText(keyed.input)));
  const name = { workspaceId_operation_key: { workspaceId: context.workspaceId, operation, key } };
  if (await take(tx, context, { ...keyed, fingerprint })) {
    const answer = jsonText(await work());
    await tx.idempotencyKey.update({ where: name, data: { answer } });
    return answer;
  }
  const earlier = await tx.idempotencyKey.findUniqueOrThrow({ where: name });
  if (earlier.fingerprint === fingerprint && earlier.answer !== null) return earlier.answer;
  const field: FieldProblem = { field: "Idempotency-Key", message: "was used before with another input" };
  throw new AppError("conflict", `${field.field}: ${field.message}`, { details: { status: 422, fields: [field] } });
}
