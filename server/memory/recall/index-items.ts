import { Prisma } from "#server/db/generated/client.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { segmentsOf } from "./words.ts";

/** Whose memory: the workspace's own, or a space apart. */
export type Scope = { workspaceId: string; spaceId: string | null };

/** Room for the places of one conversation. */
export const placesOfConversation = 2 ** 20;
const mostAtOnce = 1_000;

type Row = {
  id: string;
  text: string;
  speaker: string | null;
  saidAt: Date | null;
  time: string | null;
  conversation: string | null;
  position: number | null;
  /** of its conversation, where that has one already */
  number: number | null;
};

const writtenByAgent = /^(assistant|agent|ai|bot|model|system)$/i;
/** What an agent wrote says less about what is so. */
const agentWeight = 0.6;

const scopeIdOf = ({ workspaceId, spaceId }: Scope) => spaceId ?? workspaceId;

function unindexed(tx: Transaction, scope: Scope, ids: readonly string[] | null): Promise<Row[]> {
  const own = scope.spaceId ? Prisma.sql`i.space_id = ${scope.spaceId}::uuid` : Prisma.sql`i.space_id is null`;
  const named = ids ? Prisma.sql`and i.id = any(${ids}::uuid[])` : Prisma.empty;
  return tx.$queryRaw<Row[]>`
    select i.id::text, i.text, i.speaker, i.said_at as "saidAt", i.attributes->>'time' as time, i.conversation, i.position,
      (select e.slot / ${placesOfConversation}::bigint from memory_item o join recall_entry e on e.item_id = o.id
        where o.workspace_id = i.workspace_id and o.conversation = i.conversation
          and o.space_id is not distinct from i.space_id limit 1)::float8 as number
    from memory_item i
    where i.workspace_id = ${scope.workspaceId}::uuid and ${own} ${named}
      -- a lesson is how to work; it is recalled as such and never by its words
      and i.kind <> 'lesson' and not exists (select 1 from recall_entry e where e.item_id = i.id)
    order by i.recorded_at, i.position, i.id limit ${mostAtOnce}`;
}

const inConversation = (row: Row) => row.conversation !== null && row.position !== null;

/** Numbers for conversations that have none; whatever is in none is one of its own. */
async function numbered(tx: Transaction, scope: Scope, rows: readonly Row[]): Promise<(row: Row) => number> {
  const known = new Map(rows.flatMap((row) => (row.number === null ? [] : [[row.conversation ?? "", row.number]])));
  const keyOf = (row: Row) => (inConversation(row) ? `in ${row.conversation}` : `item ${row.id}`);
  const fresh = [...new Set(rows.filter((row) => !known.has(row.conversation ?? "")).map(keyOf))];
  const [given] = await tx.$queryRaw<{ last: number }[]>`
    insert into recall_scope (workspace_id, scope_id, conversations)
    values (${scope.workspaceId}::uuid, ${scopeIdOf(scope)}::uuid, ${fresh.length})
    on conflict (scope_id) do update set conversations = recall_scope.conversations + excluded.conversations
    returning conversations::float8 as last`;
  const first = (given?.last ?? 0) - fresh.length;
  const numbers = new Map(fresh.map((key, index) => [key, first + index]));
  return (row) => (inConversation(row) ? known.get(row.conversation ?? "") : undefined) ?? numbers.get(keyOf(row)) ?? 0;
}

async function write(tx: Transaction, scope: Scope, rows: readonly Row[]): Promise<void> {
  const numberOf = await numbered(tx, scope, rows);
  const scopeId = scopeIdOf(scope);
  const placed = rows.map((row) => ({
    ...{ row, alone: !inConversation(row) },
    slot: numberOf(row) * placesOfConversation + (inConversation(row) ? (row.position ?? 0) : 0),
  }));
  // a newer version stands where the older one stood
  const slots = placed.map(({ slot }) => slot);
  await tx.$executeRaw`delete from recall_entry where scope_id = ${scopeId}::uuid and slot = any(${slots}::bigint[])`;
  const entries = placed.map(({ row, slot, alone }) => {
    const weight = writtenByAgent.test(row.speaker ?? "") ? agentWeight : 1;
    return { id: row.id, slot, alone, weight };
  });
  const segments = placed.flatMap(({ row, slot }) =>
    segmentsOf(row).map((words, segment) => ({ slot, segment, words })),
  );
  await tx.$executeRaw`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(segments)}::jsonb) as g (slot bigint, segment smallint, words text[])
    ), postings as (
      -- the stemmer answers nothing for a stop word
      select g.slot, g.segment, s.stem as term, count(*)::smallint as occurs
      from given g, unnest(g.words) as w (word), lateral (select (ts_lexize('english_stem', w.word))[1] as stem) s
      where s.stem is not null group by 1, 2, 3
    ), written as (
      insert into recall_posting (workspace_id, scope_id, term, slot, segment, occurs)
      select ${scope.workspaceId}::uuid, ${scopeId}::uuid, term, slot, segment, occurs from postings
    ), counted as (
      insert into recall_term as t (workspace_id, scope_id, term, segments)
      select ${scope.workspaceId}::uuid, ${scopeId}::uuid, term, count(*) from postings group by term order by term
      on conflict (scope_id, term) do update set segments = t.segments + excluded.segments
    ), lengths as (
      select g.slot, g.segment, coalesce(sum(p.occurs), 0) as length
      from given g left join postings p using (slot, segment) group by 1, 2
    ), whole as (
      update recall_scope set segments = segments + (select count(*) from given),
        terms = terms + (select coalesce(sum(length), 0) from lengths)
      where scope_id = ${scopeId}::uuid
    )
    insert into recall_entry (workspace_id, scope_id, slot, item_id, alone, tier, kind, subject_kind, subject_id, taint,
      standing, valid_from, valid_to, weight, lengths, terms)
    select i.workspace_id, ${scopeId}::uuid, n.slot, i.id, n.alone, i.tier, i.kind, i.subject_kind, i.subject_id, i.taint,
      not i.quarantined and i.hidden_at is null, i.valid_from, i.valid_to, n.weight,
      (select array_agg(l.length::smallint order by l.segment) from lengths l where l.slot = n.slot),
      coalesce((select array_agg(distinct p.term) from postings p where p.slot = n.slot), '{}')
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as n (id uuid, slot bigint, alone boolean, weight real)
    join memory_item i on i.id = n.id`;
}

/** Writers of one scope go one after the other: its numbers and counts are reckoned from what stands. */
async function hold(tx: Transaction, scope: Scope): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`recall:${scopeIdOf(scope)}`}, 0))`;
}

/** Brings in some of a scope's items that are not in its index. @returns how many; 0 when none is left */
export async function indexSome(tx: Transaction, scope: Scope): Promise<number> {
  await hold(tx, scope);
  const rows = await unindexed(tx, scope, null);
  if (rows.length > 0) await write(tx, scope, rows);
  return rows.length;
}

/**
 * Makes items findable by their words, in the caller's transaction. Those that are already, and lessons, are left as they
 * are. The first write of a scope brings in whatever was remembered before it was indexed.
 * @param itemIds at most 1,000
 */
export async function indexItems(tx: Transaction, scope: Scope, itemIds: readonly string[]): Promise<void> {
  await hold(tx, scope);
  if ((await tx.recallScope.count({ where: { scopeId: scopeIdOf(scope) } })) === 0) {
    while ((await indexSome(tx, scope)) > 0);
    return;
  }
  const rows = await unindexed(tx, scope, itemIds);
  if (rows.length > 0) await write(tx, scope, rows);
}

/** Takes items out of the index, and every word of theirs with them. */
export async function unindexItems(tx: Transaction, scope: Scope, itemIds: readonly string[]): Promise<void> {
  await hold(tx, scope);
  await tx.$executeRaw`delete from recall_entry where item_id = any(${itemIds}::uuid[])`;
}

const mostCleared = 2_000;

/** Takes some of a scope's entries out of the index. @returns how many; 0 when none is left */
export async function clearSome(tx: Transaction, scope: Scope): Promise<number> {
  await hold(tx, scope);
  return tx.$executeRaw`delete from recall_entry where item_id in
    (select item_id from recall_entry where scope_id = ${scopeIdOf(scope)}::uuid limit ${mostCleared})`;
}

/** Takes all of a scope's entries out of the index, in the caller's transaction. */
export async function clearIndex(tx: Transaction, scope: Scope): Promise<void> {
  await hold(tx, scope);
  await tx.$executeRaw`delete from recall_entry where scope_id = ${scopeIdOf(scope)}::uuid`;
}
