import type { Transaction } from "#server/db/transaction.ts";
import { isId } from "#server/kernel/ids.ts";
import { agentName, inWords } from "./plain-words.ts";

/** An audit entry's actor and subject, as stored. */
export type NamedEntry = { actorKind: string; actorId: string; subjectKind: string; subjectId: string };

/** Names of actors and subjects, by `kind:id`. */
type AuditNames = ReadonlyMap<string, string>;

const longest = 80;

/** "Ana Duarte", "CRM agent", "Adjutant (route-event)". */
export function actorWords({ actorKind, actorId }: NamedEntry, names: AuditNames): string {
  if (actorKind === "agent") return agentName(actorId);
  if (actorKind === "system") return `Adjutant (${actorId})`;
  return names.get(`${actorKind}:${actorId}`) ?? `${inWords(actorKind)} ${actorId.slice(0, 8)}`;
}

/** "Proposal: Credit €583.10"; the beginning of the id where nothing better is known. */
export function subjectWords({ subjectKind, subjectId }: NamedEntry, names: AuditNames): string {
  const name = names.get(`${subjectKind}:${subjectId}`);
  const short = name && name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
  return short ? `${inWords(subjectKind)}: ${short}` : `${inWords(subjectKind)} ${subjectId.slice(0, 8)}`;
}

type Named = readonly { id: string; name: string | null }[];
type Find = (tx: Transaction, ids: string[]) => Promise<Named>;

/** Where each kind of thing has its name. */
const finders: Readonly<Record<string, Find>> = {
  operator: (tx, ids) => tx.operator.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  connection: (tx, ids) => tx.connection.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  api_key: (tx, ids) => tx.apiKey.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  schedule: (tx, ids) => tx.schedule.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  contact: (tx, ids) => tx.contact.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  run: async (tx, ids) => titled(await tx.run.findMany({ where: { id: { in: ids } }, select: title })),
  proposal: async (tx, ids) => titled(await tx.proposal.findMany({ where: { id: { in: ids } }, select: title })),
  escalation: async (tx, ids) => titled(await tx.escalation.findMany({ where: { id: { in: ids } }, select: title })),
  task: async (tx, ids) => titled(await tx.task.findMany({ where: { id: { in: ids } }, select: title })),
  notification: async (tx, ids) =>
    titled(await tx.notification.findMany({ where: { id: { in: ids } }, select: title })),
  "dead-letter": async (tx, ids) => titled(await tx.deadLetter.findMany({ where: { id: { in: ids } }, select: title })),
  memory: async (tx, ids) => {
    const items = await tx.memoryItem.findMany({ where: { id: { in: ids } }, select: { id: true, text: true } });
    return items.map(({ id, text }) => ({ id, name: text }));
  },
  invoice: async (tx, ids) => numbered(await tx.invoice.findMany({ where: { id: { in: ids } }, select: number })),
  credit_note: async (tx, ids) =>
    numbered(await tx.creditNote.findMany({ where: { id: { in: ids } }, select: number })),
  effect: async (tx, ids) => {
    const effects = await tx.effect.findMany({ where: { id: { in: ids } }, select: { id: true, proposalId: true } });
    const proposalIds = effects.map(({ proposalId }) => proposalId);
    const proposals = await tx.proposal.findMany({ where: { id: { in: proposalIds } }, select: title });
    return effects.map(({ id, proposalId }) => ({
      id,
      name: proposals.find((proposal) => proposal.id === proposalId)?.title ?? null,
    }));
  },
  snapshot: async (tx, ids) => {
    const snapshots = await tx.snapshot.findMany({ where: { id: { in: ids } }, select: { id: true, step: true } });
    return snapshots.map(({ id, step }) => ({ id, name: `what “${inWords(step)}” was decided from` }));
  },
};

const title = { id: true, title: true } as const;
const number = { id: true, number: true } as const;

function titled(rows: readonly { id: string; title: string }[]): Named {
  return rows.map((row) => ({ id: row.id, name: row.title }));
}

function numbered(rows: readonly { id: string; number: string | null }[]): Named {
  return rows.map((row) => ({ id: row.id, name: row.number }));
}

/** Looks the names of all actors and subjects up, one query for each kind that occurs. */
export async function auditNamesOf(tx: Transaction, entries: readonly NamedEntry[]): Promise<AuditNames> {
  const wanted = new Map<string, Set<string>>();
  for (const entry of entries) {
    for (const [kind, id] of [
      [entry.actorKind, entry.actorId],
      [entry.subjectKind, entry.subjectId],
    ] as const) {
      if (isId(id)) wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id));
    }
  }
  const names = new Map<string, string>();
  for (const [kind, ids] of wanted) {
    for (const { id, name } of (await finders[kind]?.(tx, [...ids])) ?? []) {
      if (name) names.set(`${kind}:${id}`, name);
    }
  }
  return names;
}
