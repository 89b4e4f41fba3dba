import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { requireSubject } from "./curate.ts";
import { factSchema, type Remembered, remember } from "./remember.ts";

/**
 * A program with a key remembers a fact, about the company or one of its records. What a program says came from outside: it
 * waits in quarantine until the operator confirms it or a trusted source says the same.
 * @throws AppError not_found
 */
export const rememberOverApi = defineCommand({
  name: "memory.rememberOverApi",
  input: factSchema.pick({ text: true, key: true }).extend({
    kind: z.enum(["preference", "fact", "summary", "style", "term"]).default("fact"),
    subject: factSchema.shape.subject.nullish(),
  }),
  access: ["api_key"],
  scope: "memory:write",
  run: async (scope, { kind, text, key, subject }): Promise<Remembered> => {
    const { workspaceId, actor } = scope.context;
    if (subject) await requireSubject(scope.tx, subject);
    return remember.within(scope, {
      ...{ kind, text, ...(key ? { key } : {}), taint: "outside", confidence: 0.5 },
      tier: subject && subject.kind !== "workspace" ? "profile" : "canonical",
      subject: subject ?? { kind: "workspace", id: workspaceId },
      source: { kind: "api", id: actor.id },
    });
  },
});

/** One version of a fact. */
export const versionSchema = z.object({
  id: z.string(),
  version: z.int(),
  text: z.string(),
  taint: z.string(),
  quarantined: z.boolean(),
  validFrom: z.date(),
  validTo: z.date().nullable(),
  recordedAt: z.date(),
  source: z.object({ kind: z.string(), id: z.string() }),
});

/**
 * All versions of the fact that an item is one of, the newest first.
 * @throws AppError not_found
 */
export const memoryVersions = defineQuery({
  name: "memory.versions",
  input: z.object({ id: z.uuid() }),
  access: ["operator", "api_key"],
  scope: "memory:read",
  run: async ({ tx }, { id }): Promise<{ items: z.infer<typeof versionSchema>[] }> => {
    const item = await tx.memoryItem.findFirst({ where: { id, spaceId: null }, select: { chainId: true } });
    if (!item) throw new AppError("not_found", "There is no such memory");
    const rows = await tx.memoryItem.findMany({ where: item, orderBy: { version: "desc" }, take: 200 });
    return {
      items: rows.map((row) => versionSchema.parse({ ...row, source: { kind: row.sourceKind, id: row.sourceId } })),
    };
  },
});
