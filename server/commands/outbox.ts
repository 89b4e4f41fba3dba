import type { Transaction } from "#server/db/transaction.ts";
import { type CatalogueData, type CatalogueName, catalogue } from "#server/kernel/catalogue.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";

/** Appends a catalogue event in the transaction of the change; the relay sends it after the commit. */
export async function appendOutbox<N extends CatalogueName>(
  tx: Transaction,
  context: Context,
  event: { name: N; data: CatalogueData<N> },
): Promise<void> {
  await tx.outboxEntry.create({
    data: {
      id: newId(),
      workspaceId: context.workspaceId,
      name: event.name,
      data: catalogue[event.name].parse(event.data),
      createdAt: context.clock.now(),
    },
  });
}
