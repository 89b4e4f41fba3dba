import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { accessOf, declarations, declaredAccess, type Refusal, readableBy, refusalWords } from "./boundary.ts";
import { type MemoryCell, memoryCellSchema, memoryKinds, memoryTiers } from "./schema.ts";

const refusalSchema = z.object({
  agent: z.string(),
  access: z.enum(["read", "write"]),
  cells: z.array(memoryCellSchema).min(1),
});

/** A refusal that was written down: `reason` is the same for the same words. */
export type NotedRefusal = { reason: string; words: string };

/** What a reader may read now. */
export const readableCells = defineQuery({
  name: "memory.readableCells",
  input: z.object({ reader: z.string() }),
  access: ["system", "agent", "operator"],
  run: (scope, { reader }): Promise<MemoryCell[]> => readableBy(scope, reader),
});

/**
 * What the matrix keeps from an agent when it recalls: what its declaration would let it read, or it asks for by name, and
 * the operator does not, as far as something is known there about these subjects. One query, and only where the operator
 * narrowed something.
 */
export const refusedReads = defineQuery({
  name: "memory.refusedReads",
  input: z.object({
    reader: z.string(),
    subjects: z.array(z.object({ kind: z.string(), id: z.string() })).max(20),
    /** asked for by name */
    tiers: z.array(z.enum(memoryTiers)).optional(),
    kinds: z.array(z.enum(memoryKinds)).optional(),
  }),
  access: ["system", "agent"],
  run: async (scope, { reader, subjects, tiers, kinds }): Promise<Refusal | null> => {
    const declared = declarations.find(({ name }) => name === reader);
    const cells = await accessOf(scope, reader);
    const asked = (cell: (typeof cells)[number]) =>
      tiers || kinds
        ? (tiers ?? memoryTiers).includes(cell.tier) && (kinds ?? memoryKinds).includes(cell.kind)
        : declared !== undefined && declaredAccess(declared, cell) !== "none";
    const closed = cells.filter((cell) => cell.access === "none" && asked(cell));
    if (closed.length === 0) return null;
    const now = scope.context.clock.now();
    const there = await scope.tx.memoryItem.groupBy({
      by: ["tier", "kind"],
      where: {
        ...{ quarantined: false, hiddenAt: null, spaceId: null, validFrom: { lte: now } },
        AND: [
          { OR: [{ validTo: null }, { validTo: { gt: now } }] },
          { OR: closed.map(({ tier, kind }) => ({ tier, kind })) },
          { OR: subjects.map(({ kind, id }) => ({ subjectKind: kind, subjectId: id })) },
        ],
      },
    });
    const kept = closed.filter((cell) => there.some(({ tier, kind }) => tier === cell.tier && kind === cell.kind));
    return kept.length
      ? { agent: reader, access: "read", cells: kept.map(({ tier, kind }) => ({ tier, kind })) }
      : null;
  },
});

/**
 * Writes down that a boundary refused something in a run: once per run and reason, however often it was asked.
 * @returns the refusal in words
 */
export const noteRefusal = defineCommand({
  name: "memory.refuse",
  input: z.object({ runId: z.uuid(), refusal: refusalSchema }),
  access: ["system", "agent"],
  run: async ({ tx, context, audit, changed }, { runId, refusal }): Promise<NotedRefusal> => {
    const words = refusalWords(refusal);
    const reason = hashOf(refusal);
    const { workspaceId } = context;
    const written = await tx.memoryRefusal.createMany({
      data: [{ workspaceId, runId, reason, ...refusal, at: context.clock.now() }],
      skipDuplicates: true,
    });
    if (written.count === 1) {
      await audit({ subject: { kind: "run", id: runId }, runId, reason: words, data: refusal });
      changed({ topic: "memory", id: runId });
    }
    return { reason, words };
  },
});
