import type { Transaction } from "#server/db/transaction.ts";
import type { OutsideText } from "./outside-spans.ts";

const mostMessages = 10;
const mostMemories = 40;

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

type Source = OutsideText["source"];
const of = (source: Source, texts: readonly (string | null)[]): OutsideText[] =>
  texts.flatMap((text) => (text?.trim() ? [{ text, source }] : []));

async function ofMessages(
  tx: Transaction,
  where: { eventId: string; contactId: string | null },
): Promise<OutsideText[]> {
  const rows = await tx.message.findMany({
    where: {
      OR: [{ eventId: where.eventId }, ...(where.contactId ? [{ contactId: where.contactId, direction: "in" }] : [])],
    },
    orderBy: { at: "desc" },
    take: mostMessages,
  });
  return rows.flatMap(({ id, subject, body, text, fromAddress }) => {
    const source = { kind: "message" as const, id, label: subject.trim().slice(0, 80) || "Their message" };
    return of(source, [subject, text || body, fromAddress]);
  });
}

async function ofMemory(tx: Transaction, runId: string): Promise<OutsideText[]> {
  const snapshots = await tx.snapshot.findMany({ where: { runId }, select: { data: true }, take: 50 });
  const ids = snapshots.flatMap(({ data }) => {
    const { memory = [] } = data as { memory?: { id: string }[] };
    return memory.map(({ id }) => id);
  });
  const items = await tx.memoryItem.findMany({ where: { id: { in: ids }, taint: "outside" }, take: mostMemories });
  return items.flatMap(({ id, text }) => of({ kind: "memory", id, label: text.slice(0, 80) }, [text]));
}

/**
 * The texts from outside that could have come into what a run proposes: its event, the messages of whom it is about, what
 * somebody outside wrote into that record, and what was recalled.
 */
export async function outsideTextsOf(tx: Transaction, runId: string): Promise<OutsideText[]> {
  const run = await tx.run.findUnique({ where: { id: runId }, select: { eventId: true, contactId: true } });
  if (!run) return [];
  const { eventId, contactId } = run;
  const event = await tx.event.findUnique({
    where: { id: eventId },
    select: { taint: true, payload: true, kind: true },
  });
  const contact = contactId ? await tx.contact.findUnique({ where: { id: contactId } }) : null;
  const payload = event?.taint === "outside" ? textsIn(event.payload).join("\n") : "";
  const written =
    contact?.taint === "operator" ? [] : [contact?.name, contact?.email, contact?.company, contact?.phone];
  return [
    ...(await ofMessages(tx, { eventId, contactId })),
    ...of({ kind: "event", id: eventId, label: `What came in by ${event?.kind ?? "an event"}` }, [payload]),
    ...(contact
      ? of(
          { kind: "contact", id: contact.id, label: contact.name.slice(0, 80) },
          written.map((text) => text ?? null),
        )
      : []),
    ...(await ofMemory(tx, runId)),
  ];
}
