import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { accessOf, allCells, declarations, declaredAccess, type Refusal, refusalWords } from "./boundary.ts";
import { type Boundaries, boundariesSchema, memoryAccess, memoryCellSchema } from "./schema.ts";

const mostRefusals = 10;

/** The matrix as it holds now, with what was declared, who changed what when, and what was refused last. */
export const readBoundaries = defineQuery({
  name: "memory.boundaries",
  input: z.object({}).nullish(),
  access: ["operator"],
  run: async ({ tx }): Promise<Boundaries> => {
    const set = await tx.memoryBoundary.findMany();
    const refused = await tx.memoryRefusal.findMany({ orderBy: { at: "desc" }, take: mostRefusals });
    const runs = await tx.run.findMany({
      where: { id: { in: refused.map(({ runId }) => runId) } },
      select: { id: true, title: true },
    });
    const operators = await tx.operator.findMany({
      where: { id: { in: [...new Set(set.map(({ changedBy }) => changedBy))] } },
      select: { id: true, name: true },
    });
    const titles = new Map(runs.map(({ id, title }) => [id, title]));
    const names = new Map(operators.map(({ id, name }) => [id, name]));
    return boundariesSchema.parse({
      readers: declarations.map((declaration) => ({
        name: declaration.name,
        purpose: declaration.purpose,
        cells: allCells.map((cell) => {
          const own = set.find(
            ({ agent, tier, kind }) => agent === declaration.name && tier === cell.tier && kind === cell.kind,
          );
          const declared = declaredAccess(declaration, cell);
          const changed = own && { by: names.get(own.changedBy) ?? "The operator", at: own.changedAt };
          return { ...cell, declared, access: own?.access ?? declared, changed: changed ?? null };
        }),
      })),
      refusals: refused.map(({ runId, reason, agent, access, cells, at }) => ({
        ...{ runId, reason, at, title: titles.get(runId) ?? "A run" },
        // safe cast: written by `noteRefusal` alone
        words: refusalWords({ agent, access, cells } as Refusal),
      })),
    });
  },
});

const changeSchema = memoryCellSchema.extend({
  agent: z.enum(declarations.map(({ name }) => name)),
  /** what the operator saw before */
  from: z.enum(memoryAccess),
  to: z.enum(memoryAccess),
});

/**
 * Sets what agents may do in memory: all of the changes or none. It holds from the next recall on.
 * @throws AppError conflict where a place was changed meanwhile
 */
export const setBoundaries = defineCommand({
  name: "memory.setBoundaries",
  input: z.object({ changes: z.array(changeSchema).min(1).max(200) }),
  access: ["operator"],
  run: async (scope, { changes }): Promise<{ changed: number }> => {
    const { tx, context, audit, changed } = scope;
    const { workspaceId, actor } = context;
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`boundaries:${workspaceId}`}, 0))`;
    const before = new Map<string, Awaited<ReturnType<typeof accessOf>>>();
    for (const { agent } of changes) {
      if (!before.has(agent)) before.set(agent, await accessOf(scope, agent));
    }
    for (const { agent, tier, kind, from, to } of changes) {
      const stands = before.get(agent)?.find((cell) => cell.tier === tier && cell.kind === kind)?.access;
      if (stands !== from && stands !== to) {
        throw new AppError("conflict", `What ${agent} may do with ${kind} in ${tier} memory was changed meanwhile`);
      }
    }
    const made = changes.filter(({ from, to }) => from !== to);
    const by = { changedBy: actor.id, changedAt: context.clock.now() };
    for (const { agent, tier, kind, to } of made) {
      const place = { workspaceId, agent, tier, kind };
      await tx.memoryBoundary.upsert({
        where: { workspaceId_agent_tier_kind: place },
        create: { ...place, access: to, ...by },
        update: { access: to, ...by },
      });
    }
    if (made.length === 0) return { changed: 0 };
    await audit({ subject: { kind: "workspace", id: workspaceId }, data: { changes: made } });
    changed({ topic: "memory", id: workspaceId });
    return { changed: made.length };
  },
});
