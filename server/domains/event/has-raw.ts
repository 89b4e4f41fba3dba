import { inWorkspace } from "#server/db/transaction.ts";
import { sha256 } from "#server/kernel/canonical-json.ts";
import type { Context } from "#server/kernel/context.ts";

/** Whether the stored event has exactly these bytes. */
export async function hasRaw(context: Context, given: { id: string; raw: Uint8Array }): Promise<boolean> {
  const rows = await inWorkspace(
    context.workspaceId,
    (tx) => tx.$queryRaw<{ same: boolean }[]>`
      select encode(sha256(raw), 'hex') = ${sha256(given.raw)} as same from event where id = ${given.id}::uuid`,
  );
  return rows[0]?.same ?? false;
}
