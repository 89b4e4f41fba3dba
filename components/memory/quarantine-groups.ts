import type { QuarantinedRow } from "#server/memory/schema.ts";

/** What waits about one record, of one kind. */
export type QuarantineGroup = {
  id: string;
  label: string;
  kind: string;
  contactId: string | null;
  items: QuarantinedRow[];
};

const kinds: Record<string, string> = {
  fact: "facts",
  preference: "preferences",
  summary: "what they asked",
  style: "style",
  term: "terms",
  lesson: "lessons",
};

export const kindLabel = (kind: string) => kinds[kind] ?? kind;

/** By contact and kind: the record with the newest first. */
export function groupsOf(items: readonly QuarantinedRow[]): QuarantineGroup[] {
  const bySubject = Map.groupBy(items, ({ subject }) => `${subject.kind}:${subject.id}`);
  return [...bySubject.values()].flatMap((own) =>
    [...Map.groupBy(own, ({ kind }) => kind)].flatMap(([kind, alike]) => {
      const [first] = alike;
      if (!first) return [];
      const { subject } = first;
      const contactId = subject.kind === "contact" ? subject.id : null;
      return [{ id: `${subject.kind}:${subject.id}:${kind}`, label: subject.label, kind, contactId, items: alike }];
    }),
  );
}
