import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { addSpaceItems } from "#server/memory/spaces/index.ts";
import { marker } from "./test-schedule-record.ts";

/** A space of memory with one item. */
export async function fillSpace(context: Context, id: string): Promise<void> {
  const { workspaceId, clock } = context;
  await inWorkspace(workspaceId, (tx) =>
    tx.memorySpace.create({ data: { id, workspaceId, name: marker, createdAt: clock.now() } }),
  );
  await addSpaceItems.execute(context, { id, items: [{ id: marker, text: `Hello ${marker}` }] });
}
