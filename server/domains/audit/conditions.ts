import { Prisma } from "#server/db/generated/client.ts";
import type { AuditFilter } from "./schema.ts";

type Sql = Prisma.Sql;
const { sql } = Prisma;

const mostWords = 8;
const mostNamed = 500;
/** so many words the index is asked for at once */
const mostInIndex = 3;
/** What the search index leaves out, see migration 0022: it is looked up as it is. */
const idOrHash = /[0-9a-f]{8}[0-9a-f-]{8,}/i;

/** A word as a pattern that finds it anywhere: what `like` would take for its own stands for itself. */
const patternOf = (word: string) => `%${word.replace(/[\\%_]/g, "\\$&")}%`;

/** The words of a search, the longest first: the index is asked for them, as they are rarer. */
function wordsOf(search: string): string[] {
  const words = new Set(search.toLowerCase().split(/\s+/).filter(Boolean));
  return [...words].sort((a, b) => b.length - a.length).slice(0, mostWords);
}

/** Subjects whose name holds all words, as (kind, id): the newest of each kind. */
function named(patterns: readonly string[]): Sql {
  const all = (name: string) =>
    Prisma.join(
      patterns.map((pattern) => sql`${Prisma.raw(name)} ilike ${pattern}`),
      " and ",
    );
  const of = (kind: string, table: string, name: string, newest: string) =>
    sql`(select ${kind}, id::text from ${Prisma.raw(table)} where ${all(name)} order by ${Prisma.raw(newest)} desc limit ${mostNamed})`;
  const effects = sql`(select 'effect', effect.id::text from effect join proposal on proposal.id = effect.proposal_id
    where ${all("proposal.title")} order by effect.intended_at desc limit ${mostNamed})`;
  const kinds = [
    of("proposal", "proposal", "title", "created_at"),
    of("run", "run", "title", "created_at"),
    of("contact", "contact", "name || ' ' || coalesce(email, '')", "created_at"),
    of("invoice", "invoice", "number", "created_at"),
    of("credit_note", "credit_note", "number", "issued_at"),
    of("task", "task", "title", "created_at"),
    of("escalation", "escalation", "title", "created_at"),
    effects,
  ];
  return Prisma.join(kinds, " union all ");
}

const words = sql`audit_words(e.action, e.subject_kind, e.reason, e.data)`;
const raw = sql`(e.subject_id || ' ' || e.actor_id || ' ' || coalesce(e.run_id::text, '') || ' ' || e.hash || ' ' || e.data::text)`;

/**
 * Every word in the entry, or every word in the name of what it is about. Where all entries have to be looked at, the
 * index finds those with the longest words.
 */
function holds(search: string, before: number, thorough: boolean): Sql {
  const found = wordsOf(search);
  const inIndex = thorough ? found.filter((word) => !idOrHash.test(word) && word.length > 2).slice(0, mostInIndex) : [];
  const indexed = inIndex.length
    ? [sql`e.sequence in (select find_in_audit(${inIndex.map(patternOf)}::text[], ${before}::integer))`]
    : [];
  const inEntry = found
    .filter((word) => !inIndex.includes(word))
    .map((word) => sql`${idOrHash.test(word) ? raw : words} like ${patternOf(word)}`);
  const patterns = found.map(patternOf);
  return sql`((${Prisma.join([...indexed, ...inEntry], " and ")}) or (e.subject_kind, e.subject_id) in (${named(patterns)}))`;
}

function isActor(actor: string): Sql {
  const [kind = "", ...rest] = actor.split(":");
  return rest.length ? sql`e.actor_kind = ${kind} and e.actor_id = ${rest.join(":")}` : sql`e.actor_kind = ${kind}`;
}

const ofAgent = (agent: string): Sql => sql`(
  (e.actor_kind = 'agent' and e.actor_id = ${agent}) or e.data ->> 'agent' = ${agent}
  or (e.subject_kind, e.subject_id) in (
    select 'proposal', id::text from proposal where agent = ${agent}
    union all select 'effect', effect.id::text from effect join proposal on proposal.id = effect.proposal_id
      where proposal.agent = ${agent}))`;

/** Tables whose rows name the contact that they concern, by the kind that the trail calls them. */
const concerning = ["proposal", "event", "invoice", "credit_note", "task", "payment", "mail"] as const;

function ofContact(contactId: string): Sql {
  const rows = concerning.map(
    (table) => sql`select ${table}, id::text from ${Prisma.raw(table)} where contact_id = ${contactId}::uuid`,
  );
  return sql`(e.run_id in (select id from run where contact_id = ${contactId}::uuid)
    or (e.subject_kind, e.subject_id) in (
      select 'contact', ${contactId}::text
      union all select 'run', id::text from run where contact_id = ${contactId}::uuid
      union all select 'memory', id::text from memory_item where subject_kind = 'contact' and subject_id = ${contactId}
      union all ${Prisma.join(rows, " union all ")}))`;
}

const ofRun = (runId: string): Sql => sql`(e.run_id = ${runId}::uuid or (e.subject_kind, e.subject_id) in (
  select 'run', ${runId}::text
  union all select 'proposal', id::text from proposal where run_id = ${runId}::uuid
  union all select 'effect', id::text from effect where run_id = ${runId}::uuid))`;

/** A time as it is; of a day its beginning in the workspace's time zone, so many days later. */
function momentOf(text: string, days: number): Sql {
  if (text.length > 10) return sql`${new Date(text)}`;
  return sql`((${text}::date + ${days}::integer)::timestamp at time zone (select time_zone from workspace))`;
}

/** Where to look: entries from `after` (not itself) to `before` (not itself), by sequence. */
export type AuditWindow = { after: number; before: number; thorough: boolean };

/** What an entry `e` must fulfil, as SQL. */
export function conditionsOf(filter: AuditFilter, { after, before, thorough }: AuditWindow): Sql {
  const { search, actor, agent, action, contactId, runId, subject, from, to } = filter;
  const all: (Sql | null)[] = [
    sql`e.sequence > ${after} and e.sequence < ${before}`,
    search ? holds(search, before, thorough) : null,
    actor ? isActor(actor) : null,
    agent ? ofAgent(agent) : null,
    action ? sql`e.action = ${action}` : null,
    contactId ? ofContact(contactId) : null,
    runId ? ofRun(runId) : null,
    subject ? sql`e.subject_kind = ${subject.kind} and e.subject_id = ${subject.id}` : null,
    from ? sql`e.at >= ${momentOf(from, 0)}` : null,
    to ? sql`e.at < ${momentOf(to, 1)}` : null,
  ];
  return Prisma.join(
    all.filter((condition) => condition !== null),
    " and ",
  );
}
