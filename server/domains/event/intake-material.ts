import { z } from "zod";
import { Prisma } from "#server/db/generated/client.ts";
import { queryInWorkspace } from "#server/db/transaction.ts";
import type { StoredEvent } from "#server/kernel/canonical-event.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type EventFacts, factsFrom } from "./facts.ts";
import { type EventKind, eventKindSchema } from "./schema.ts";

const mostCorrections = 1_000;

/** What intake works on: the raw event. */
export type IntakeMaterial = {
  kind: EventKind;
  event: StoredEvent;
  /** set when the event was worked on already: there is nothing to do */
  done: EventFacts | null;
  /** where the operator lives and what they reckon in: an IANA zone and an ISO 4217 code */
  workspace: { timeZone: string; currency: string };
};

type EventRow = StoredEvent & {
  id: string;
  kind: string;
  status: string;
  intake: unknown;
  timeZone: string;
  currency: string;
};

/**
 * Reads the event that intake is to understand.
 * @throws AppError not_found
 */
export async function intakeMaterial(context: Context, eventId: string): Promise<IntakeMaterial> {
  const [row] = await queryInWorkspace<EventRow>(
    context.workspaceId,
    Prisma.sql`/* intake_material */ select event.id, event.kind, event.type, event.status, event.intake, event.content_type as "contentType",
        event.raw, event.payload, event.received_at as "receivedAt", workspace.time_zone as "timeZone", workspace.currency
      from event join workspace on workspace.id = event.workspace_id where event.id = ${eventId}::uuid`,
  );
  if (!row) throw new AppError("not_found", "There is no such event");
  const { type, contentType, raw, payload, receivedAt, status, timeZone, currency } = row;
  return {
    kind: z.parse(eventKindSchema, row.kind),
    event: { type, contentType, raw, payload, receivedAt },
    done: status === "normalised" || status === "filed" ? factsFrom(row) : null,
    workspace: { timeZone, currency },
  };
}

/** A message that the operator corrected, and what it wants. */
type Correction = { text: string; intent: string };

/** The operator's latest corrections, oldest first: what intake learns from. */
export async function intakeCorrections(context: Context): Promise<Correction[]> {
  const rows = await queryInWorkspace<Correction>(
    context.workspaceId,
    Prisma.sql`/* intake_corrections */ select text, intent from intake_example order by created_at desc, id desc limit ${mostCorrections}`,
  );
  return rows.reverse();
}
