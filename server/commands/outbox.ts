import { type CatalogueData, type CatalogueName, catalogue } from "#server/kernel/catalogue.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";

/** An outbox entry, as it is written. */
export type OutboxRow = { id: string; name: string; data: unknown; created_at: string };

/** The outbox entry of a catalogue event: written with the change, sent by the relay after the commit. */
export function outboxRow<N extends CatalogueName>(
  context: Context,
  event: { name: N; data: CatalogueData<N> },
): OutboxRow {
  return {
    id: newId(),
    name: event.name,
    data: catalogue[event.name].parse(event.data),
    created_at: context.clock.now().toISOString(),
  };
}
