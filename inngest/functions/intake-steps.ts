import { understandMessage } from "#server/agents/intake.ts";
import { configuredStore } from "#server/connectors/files/configured-store.ts";
import { normalisePlainEvent } from "#server/connectors/plain-event.ts";
import { connectorNamed } from "#server/connectors/registry.ts";
import {
  type EventFacts,
  type IntakeMaterial,
  intakeCorrections,
  intakeMaterial,
  normaliseEvent,
} from "#server/domains/event/index.ts";
import { type ChosenFile, chooseFiles, fileKey } from "#server/domains/file/index.ts";
import type { CanonicalEvent } from "#server/kernel/canonical-event.ts";
import type { Context } from "#server/kernel/context.ts";

function canonicalOf({ kind, event }: IntakeMaterial): Promise<CanonicalEvent> | CanonicalEvent {
  return kind === "api" ? normalisePlainEvent(event) : connectorNamed(kind).normalise(event);
}

const notAMessage = { intent: "", confidence: 1, method: "rule: not a message", alternatives: [], entities: [] };

/** Puts the bytes into the store, one file after the other: two at a time would be twice the memory. */
async function keepBytes(context: Context, files: readonly ChosenFile[]): Promise<void> {
  if (!files.length) return;
  const store = await configuredStore();
  for (const { kept, content } of files) {
    const key = fileKey({ workspaceId: context.workspaceId, sha256: kept.sha256 });
    await store.put({ key, bytes: content, contentType: kept.contentType });
  }
}

/**
 * Intake of one event: raw → canonical → understood → written, all in one go. Files are kept before the
 * rows that name them are committed. Idempotent: done a second time it finds the event finished and returns the same facts.
 * @throws AppError not_found; unavailable when the store of files is
 */
export async function intakeEvent(given: { context: Context; eventId: string }): Promise<EventFacts> {
  const { context, eventId } = given;
  const material = await intakeMaterial(context, eventId);
  if (material.done) return material.done;
  const read = await canonicalOf(material);
  const { chosen, note } = chooseFiles(read.files);
  const canonical = { ...read, note: [read.note, note].filter(Boolean).join(". ") || null };
  const { message, signals } = canonical;
  const intake = message
    ? understandMessage({ ...message, ...material.workspace, signals, corrections: await intakeCorrections(context) })
    : notAMessage;
  await keepBytes(context, chosen);
  return normaliseEvent.execute(context, { eventId, canonical, intake, files: chosen.map(({ kept }) => kept) });
}
