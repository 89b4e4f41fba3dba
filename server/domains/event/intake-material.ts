import { z } from "zod";
import { inWorkspace } from "#server/db/transaction.ts";
import type { StoredEvent } from "#server/kernel/canonical-event.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type EventFacts, factsFrom } from "./facts.ts";
import { type EventKind, eventKindSchema } from "./schema.ts";

const mostCorrections = 1_000;

/** What intake works on: the raw event, and the operator's corrections to learn from. */
export type IntakeMaterial = {
  kind: EventKind;
  event: StoredEvent;
  corrections: { text: string; intent: string }[];
  /** set when the event was worked on already: there is nothing to do */
  done: EventFacts | null;
};

/**
 * Gathers what intake needs to understand an event.
 * @throws AppError not_found
 */
export async function intakeMaterial(context: Context, eventId: string): Promise<IntakeMaterial> {
  return inWorkspace(context.workspaceId, async (tx) => {
    const event = await tx.event.findUnique({ where: { id: eventId } });
    if (!event) throw new AppError("not_found", "There is no such event");
    const done = event.status === "normalised" || event.status === "filed";
    const corrections = done
      ? []
      : await tx.intakeExample.findMany({
          orderBy: [{ createdAt: "desc" }, { id: "desc" }],
          take: mostCorrections,
          select: { text: true, intent: true },
        });
    const { type, contentType, raw, payload, receivedAt } = event;
    return {
      kind: z.parse(eventKindSchema, event.kind),
      event: { type, contentType, raw, payload, receivedAt },
      corrections: corrections.reverse(),
      done: done ? factsFrom(event) : null,
    };
  });
}
