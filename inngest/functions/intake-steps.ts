import { understandMessage } from "#server/agents/intake.ts";
import { normalisePlainEvent } from "#server/connectors/plain-event.ts";
import { connectorNamed } from "#server/connectors/registry.ts";
import { type EventFacts, type IntakeMaterial, intakeMaterial, normaliseEvent } from "#server/domains/event/index.ts";
import type { CanonicalEvent } from "#server/kernel/canonical-event.ts";
import type { Context } from "#server/kernel/context.ts";

function canonicalOf({ kind, event }: IntakeMaterial): Promise<CanonicalEvent> | CanonicalEvent {
  return kind === "api" ? normalisePlainEvent(event) : connectorNamed(kind).normalise(event);
}

const notAMessage = { intent: "", confidence: 1, method: "rule: not a message", alternatives: [], entities: [] };

/**
 * Intake of one event: raw → canonical → understood → written, all in one checkpointed step. Idempotent: done a second
 * time it finds the event finished and returns the same facts.
 * @throws AppError not_found
 */
export async function intakeEvent(given: { context: Context; eventId: string }): Promise<EventFacts> {
  const { context, eventId } = given;
  const material = await intakeMaterial(context, eventId);
  if (material.done) return material.done;
  const canonical = await canonicalOf(material);
  const { message, signals } = canonical;
  const intake = message
    ? understandMessage({ subject: message.subject, body: message.body, signals, corrections: material.corrections })
    : notAMessage;
  return normaliseEvent.execute(context, { eventId, canonical, intake });
}
