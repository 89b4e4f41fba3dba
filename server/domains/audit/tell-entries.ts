import type { Transaction } from "#server/db/transaction.ts";
import { actorWords, auditNamesOf, subjectWords } from "#server/domains/run/index.ts";
import { isId } from "#server/kernel/ids.ts";
import type { AuditEntry } from "./find-entries.ts";
import { type AuditRow, auditRowSchema } from "./schema.ts";
import { sentenceOf } from "./sentence.ts";

const longestName = 120;

/** The agents that made the proposals which entries are about, by the proposal's id. */
async function agentsOf(tx: Transaction, entries: readonly AuditEntry[]): Promise<ReadonlyMap<string, string>> {
  const ids = entries.flatMap(({ subjectKind, subjectId, action }) =>
    subjectKind === "proposal" && action === "proposal.propose" && isId(subjectId) ? [subjectId] : [],
  );
  if (ids.length === 0) return new Map();
  const proposals = await tx.proposal.findMany({ where: { id: { in: ids } }, select: { id: true, agent: true } });
  return new Map(proposals.map(({ id, agent }) => [id, agent]));
}

/** Entries with their names, and each as a sentence. */
export async function tellEntries(tx: Transaction, entries: readonly AuditEntry[]): Promise<AuditRow[]> {
  const names = await auditNamesOf(tx, entries);
  const agents = await agentsOf(tx, entries);
  return entries.map((entry) => {
    const name = names.get(`${entry.subjectKind}:${entry.subjectId}`);
    const actor = actorWords(entry, names);
    const short = name && name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
    return auditRowSchema.parse({
      ...entry,
      actor,
      subject: subjectWords(entry, names),
      sentence: sentenceOf(entry, { actor, name: short, agent: agents.get(entry.subjectId) }),
    });
  });
}
