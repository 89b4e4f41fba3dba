import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { type MemoryRow, memoryRowSchema } from "./schema.ts";

type Item = Awaited<ReturnType<Transaction["memoryItem"]["findMany"]>>[number];
type Labels = ReadonlyMap<string, string>;

/** The names of what items are about and come from. */
export async function labelsOf(tx: Transaction, items: readonly Item[]): Promise<Labels> {
  const idsOf = (kind: string) => [
    ...new Set(
      items.flatMap((item) => [
        ...(item.subjectKind === kind ? [item.subjectId] : []),
        ...(item.sourceKind === kind ? [item.sourceId] : []),
      ]),
    ),
  ];
  const byId = (kind: string) => ({ where: { id: { in: idsOf(kind) } } });
  const contacts = await tx.contact.findMany({ ...byId("contact"), select: { id: true, name: true } });
  const invoices = await tx.invoice.findMany({ ...byId("invoice"), select: { id: true, number: true } });
  const runs = await tx.run.findMany({ ...byId("run"), select: { id: true, title: true } });
  const events = await tx.event.findMany({ ...byId("event"), select: { id: true, kind: true } });
  const operators = await tx.operator.findMany({ ...byId("operator"), select: { id: true, name: true } });
  return new Map([
    ...contacts.map((row): [string, string] => [`contact:${row.id}`, row.name]),
    ...invoices.map((row): [string, string] => [`invoice:${row.id}`, row.number ?? "Draft invoice"]),
    ...runs.map((row): [string, string] => [`run:${row.id}`, row.title]),
    ...events.map((row): [string, string] => [`event:${row.id}`, `A ${row.kind} event`]),
    ...operators.map((row): [string, string] => [`operator:${row.id}`, row.name]),
  ]);
}

/** The newest version of each fact that is on a page. */
export async function newestOf(tx: Transaction, items: readonly Item[]): Promise<ReadonlyMap<string, number>> {
  const chains = [...new Set(items.map(({ chainId }) => chainId))];
  const found = await tx.memoryItem.groupBy({
    by: ["chainId"],
    where: { chainId: { in: chains } },
    _max: { version: true },
  });
  return new Map(found.map(({ chainId, _max }) => [chainId, _max.version ?? 1]));
}

/** An item as a screen shows it. */
export function rowOf(item: Item, labels: Labels, newest: ReadonlyMap<string, number>): MemoryRow {
  const label = (kind: string, id: string) =>
    labels.get(`${kind}:${id}`) ?? (kind === "workspace" ? "The company" : kind);
  return memoryRowSchema.parse({
    ...item,
    newest: newest.get(item.chainId) ?? item.version,
    subject: { kind: item.subjectKind, id: item.subjectId, label: label(item.subjectKind, item.subjectId) },
    source: { kind: item.sourceKind, id: item.sourceId, label: label(item.sourceKind, item.sourceId) },
  });
}

const states = {
  /** what is recalled now */
  standing: { validTo: null, quarantined: false },
  /** what waits for the operator's word */
  quarantined: { validTo: null, quarantined: true },
  /** what was superseded or closed */
  closed: { validTo: { not: null } },
  all: {},
};

/** Memory items, newest first, one page at a time. */
export const listMemory = defineQuery({
  name: "memory.list",
  input: z.object({
    state: z.enum(["standing", "quarantined", "closed", "all"]).default("all"),
    tier: z.enum(["session", "profile", "canonical"]).nullish(),
    subject: z.object({ kind: z.string(), id: z.string() }).nullish(),
    /** part of the text */
    search: z.string().trim().max(200).nullish(),
    /** the id that the previous page ended with */
    cursor: z.uuid().nullish(),
    limit: z.int().min(1).max(100).default(50),
  }),
  access: ["operator"],
  run: async ({ tx }, input): Promise<{ memories: MemoryRow[]; nextCursor: string | null; quarantined: number }> => {
    const items = await tx.memoryItem.findMany({
      where: {
        spaceId: null,
        ...states[input.state],
        ...(input.tier ? { tier: input.tier } : {}),
        ...(input.subject ? { subjectKind: input.subject.kind, subjectId: input.subject.id } : {}),
        ...(input.search ? { text: { contains: input.search, mode: "insensitive" as const } } : {}),
      },
      orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
      take: input.limit + 1,
      ...(input.cursor ? { cursor: { id: input.cursor }, skip: 1 } : {}),
    });
    const page = items.slice(0, input.limit);
    const labels = await labelsOf(tx, page);
    const newest = await newestOf(tx, page);
    return {
      memories: page.map((item) => rowOf(item, labels, newest)),
      nextCursor: items.length > page.length ? (page.at(-1)?.id ?? null) : null,
      quarantined: await tx.memoryItem.count({ where: { ...states.quarantined, spaceId: null } }),
    };
  },
});
