import type { CommandScope } from "#server/commands/define-command.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { type RecordField, recordWords } from "./meta.ts";

/** The trusted source that says the same. */
export type Corroboration = { kind: "memory" | "contact"; id: string; label: string; at: string };

type Said = { subjectKind: string; subjectId: string; kind: string; text: string };

const mostCompared = 500;
const fields: readonly RecordField[] = ["company", "phone", "email", "name"];

/** Two texts say the same when they differ in case, spaces or the full stop alone: figures and names are never guessed at. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .replace(/[\s.!]+$/u, "")
    .trim();
}

/**
 * What can be believed: the operator's own words, and what the operator confirmed. What an agent concluded, or somebody
 * outside said a second time, never is.
 */
const trusted = {
  ...{ quarantined: false, validTo: null, hiddenAt: null, spaceId: null },
  OR: [{ sourceKind: "operator", taint: "operator" }, { confirmedAt: { not: null } }],
};

const about = ({ subjectKind, subjectId, kind }: Said) => ({ subjectKind, subjectId, kind });

async function fromRecord(tx: Transaction, said: Said): Promise<Omit<Corroboration, "at"> | null> {
  if (said.subjectKind !== "contact") return null;
  const contact = await tx.contact.findUnique({ where: { id: said.subjectId } });
  // a record that somebody outside wrote into bears nothing out
  if (contact?.taint !== "operator") return null;
  const told = fields.some((field) => {
    const value = contact[field];
    return value !== null && plain(recordWords(field, value)) === plain(said.text);
  });
  return told ? { kind: "contact", id: contact.id, label: `your record of ${contact.name}`.slice(0, 200) } : null;
}

/** The trusted source that says the same as a text from outside; null where there is none. */
export async function corroborationOf(
  { tx, context }: Pick<CommandScope, "tx" | "context">,
  said: Said,
): Promise<Corroboration | null> {
  const items = await tx.memoryItem.findMany({
    where: { ...about(said), ...trusted },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    select: { id: true, text: true, sourceKind: true },
    take: mostCompared,
  });
  const same = items.find((item) => plain(item.text) === plain(said.text));
  const at = context.clock.now().toISOString();
  if (!same) {
    const record = await fromRecord(tx, said);
    return record && { ...record, at };
  }
  const label = same.sourceKind === "operator" ? "what you wrote" : "what you confirmed";
  return { kind: "memory", id: same.id, label, at };
}

/**
 * Lets stand what waits in quarantine and says the same as an item that can be believed. Of the item's own chain it is a
 * version that was overtaken, and ends; of another it ends the validity of what it contradicts.
 */
export async function bearOut(
  { tx, context, changed }: Pick<CommandScope, "tx" | "context" | "changed">,
  item: Said & { id: string; chainId: string; sourceKind: string },
): Promise<string[]> {
  const waiting = await tx.memoryItem.findMany({
    where: { ...about(item), quarantined: true, validTo: null, hiddenAt: null, spaceId: null, id: { not: item.id } },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    take: mostCompared,
  });
  const now = context.clock.now();
  const label = item.sourceKind === "operator" ? "what you wrote" : "what you confirmed";
  const corroboratedBy: Corroboration = { kind: "memory", id: item.id, label, at: now.toISOString() };
  const alike = waiting.filter((one) => plain(one.text) === plain(item.text));
  for (const { id, chainId } of alike) {
    const ofChain = chainId === item.chainId;
    await tx.memoryItem.updateMany({
      where: { id, quarantined: true },
      data: ofChain ? { validTo: now, corroboratedBy } : { quarantined: false, corroboratedBy },
    });
    if (!ofChain) {
      await tx.memoryItem.updateMany({
        where: { chainId, validTo: null, quarantined: false, id: { not: id } },
        data: { validTo: now },
      });
    }
    changed({ topic: "memory", id });
  }
  return alike.map(({ id }) => id);
}
