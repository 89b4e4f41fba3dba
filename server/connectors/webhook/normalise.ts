import type { CanonicalEvent, StoredEvent } from "#server/kernel/canonical-event.ts";
import { normalisePlainEvent } from "../plain-event.ts";

/** A signed webhook's event as a canonical one. */
export async function normaliseWebhook(event: StoredEvent): Promise<CanonicalEvent> {
  return normalisePlainEvent(event);
}
