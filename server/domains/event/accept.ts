import { authorise } from "#server/commands/define-command.ts";
import { announceChanges } from "#server/commands/live.ts";
import { announceCommit } from "#server/commands/wake.ts";
import { Prisma } from "#server/db/generated/client.ts";
import { queryInWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { storableJson } from "#server/kernel/json-text.ts";
import type { EventKind } from "./schema.ts";

/** An event as it arrives, read but not understood. */
export type IncomingEvent = {
  /** api | api:<the sender's name for itself> | connection:<id> | sample */
  source: string;
  /** the sender's id, or one made from the content; at most 255 characters */
  externalId: string;
  type: string;
  kind: EventKind;
  connectionId: string | null;
  contentType: string;
  /** the exact bytes */
  raw: Uint8Array;
  /** the parsed body, undefined where it has no JSON form */
  payload: unknown;
  taint: "outside" | "operator";
  occurredAt: Date | null;
};

/** Where an event is kept; `duplicate` when it was there already. */
export type AcceptedEvent = { id: string; duplicate: boolean };

type StoredRow = { id: string; source: string; external_id: string };

const keyOf = (event: { source: string; externalId: string }) => JSON.stringify([event.source, event.externalId]);

function valuesOf(context: Context, event: IncomingEvent): Prisma.Sql {
  const payload = event.payload === undefined ? null : storableJson(event.payload);
  return Prisma.sql`(${newId()}::uuid, ${newId()}::uuid, ${context.workspaceId}::uuid, ${event.source}::text,
    ${event.externalId}::text, ${event.type}::text, ${event.kind}::text, ${event.connectionId}::uuid,
    ${event.contentType}::text, ${Buffer.from(event.raw)}::bytea, ${payload}::jsonb, ${event.taint}::text,
    ${event.occurredAt}::timestamptz, ${context.clock.now()}::timestamptz)`;
}

/** Stores what is new and puts `event.received` into the outbox, in one statement; returns the new rows. */
function store(context: Context, events: readonly IncomingEvent[]): Promise<StoredRow[]> {
  const one = Prisma.raw(events.length === 1 ? "/* accept_event */" : "");
  const statement = Prisma.sql`${one}
    with incoming (id, outbox_id, workspace_id, source, external_id, type, kind, connection_id, content_type, raw, payload,
      taint, occurred_at, received_at) as (values ${Prisma.join(events.map((event) => valuesOf(context, event)))}),
    stored as (
      insert into event (id, workspace_id, source, external_id, type, kind, connection_id, content_type, raw, payload,
        taint, occurred_at, received_at)
      select id, workspace_id, source, external_id, type, kind, connection_id, content_type, raw, payload, taint,
        occurred_at, received_at from incoming
      on conflict (workspace_id, source, external_id) do nothing
      returning id, source, external_id),
    announced as (
      insert into outbox_entry (id, workspace_id, name, data, created_at)
      select incoming.outbox_id, incoming.workspace_id, 'event.received',
        jsonb_build_object('workspaceId', incoming.workspace_id, 'eventId', incoming.id), incoming.received_at
      from stored join incoming using (id))
    select id, source, external_id from stored`;
  return queryInWorkspace<StoredRow>(context.workspaceId, statement);
}

/** The rows that were there before, of events that were not stored now. */
function findEarlier(context: Context, events: readonly IncomingEvent[]): Promise<StoredRow[]> {
  const keys = events.map(({ source, externalId }) => Prisma.sql`(${source}::text, ${externalId}::text)`);
  return queryInWorkspace<StoredRow>(
    context.workspaceId,
    Prisma.sql`select id, source, external_id from event where (source, external_id) in (${Prisma.join(keys)})`,
  );
}

/**
 * Takes events in: each is stored once per workspace, source and external id, for ever, together with its outbox entry.
 * When this returns, they are on disk. One statement, one round trip, unless there are duplicates: this is the hot path. There is no audit entry: an event row is itself the record, and it is never changed but for its status.
 * @param events at most 100
 * @throws AppError forbidden
 */
export async function acceptEvents(context: Context, events: readonly IncomingEvent[]): Promise<AcceptedEvent[]> {
  const access = ["api_key", "connection", "operator", "system"] as const;
  authorise(context, { name: "event.accept", access, scope: "events:write" });
  if (!events.length) return [];
  const known = new Map<string, AcceptedEvent>();
  const note = (rows: StoredRow[], duplicate: boolean) => {
    for (const { id, source, external_id: externalId } of rows)
      known.set(keyOf({ source, externalId }), { id, duplicate });
  };
  note(await store(context, events), false);
  const missing = events.filter((event) => !known.has(keyOf(event)));
  // an event is never deleted: one that was there is there still
  if (missing.length) note(await findEarlier(context, missing), true);
  return answer(context, events, known);
}

function answer(
  context: Context,
  events: readonly IncomingEvent[],
  known: ReadonlyMap<string, AcceptedEvent>,
): AcceptedEvent[] {
  const seen = new Set<string>();
  const answers = events.flatMap((event) => {
    const accepted = known.get(keyOf(event));
    if (!accepted) return [];
    // the same event twice in one call: the second is a duplicate of the first
    const duplicate = accepted.duplicate || seen.has(accepted.id);
    seen.add(accepted.id);
    return [{ id: accepted.id, duplicate }];
  });
  const added = answers.filter(({ duplicate }) => !duplicate);
  if (added.length) {
    announceCommit();
    announceChanges(
      context.workspaceId,
      added.map(({ id }) => ({ topic: "event", id })),
    );
  }
  return answers;
}
