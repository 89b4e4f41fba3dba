import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { readableBy } from "./boundary.ts";

/** What an agent was taught by a decision of the operator. */
export type Lesson = {
  id: string;
  version: number;
  text: string;
  /** the action that it is about */
  action: string;
  /** how it was taught: a rejection, guidance or an edit */
  via: "reject" | "guidance" | "edit";
  taint: string;
  at: Date;
};

const mostLessons = 8;

const attributesSchema = z.object({ action: z.string(), via: z.enum(["reject", "guidance", "edit"]) });

/** A memory item as the lesson that it is; null for what is none. */
export function lessonOf(item: {
  id: string;
  version: number;
  kind: string;
  text: string;
  taint: string;
  validFrom: Date;
  attributes: unknown;
}): Lesson | null {
  const about = item.kind === "lesson" ? attributesSchema.safeParse(item.attributes).data : undefined;
  if (!about) return null;
  const { id, version, text, taint, validFrom } = item;
  return { id, version, text, taint, at: validFrom, ...about };
}

/** What the operator taught an agent for an intent, about the given records or the company, where it may read lessons: the newest first. */
export const recallLessons = defineQuery({
  name: "memory.recallLessons",
  input: z.object({
    agent: z.string(),
    intent: z.string(),
    subjects: z
      .array(z.object({ kind: z.string(), id: z.string() }))
      .min(1)
      .max(20),
  }),
  access: ["system", "agent", "operator"],
  run: async (scope, { agent, intent, subjects }): Promise<Lesson[]> => {
    const { tx, context } = scope;
    const readable = await readableBy(scope, agent);
    const tiers = readable.filter(({ kind }) => kind === "lesson").map(({ tier }) => tier);
    if (tiers.length === 0) return [];
    const now = context.clock.now();
    const items = await tx.memoryItem.findMany({
      where: {
        kind: "lesson",
        quarantined: false,
        hiddenAt: null,
        spaceId: null,
        tier: { in: tiers },
        validFrom: { lte: now },
        AND: [
          { OR: [{ validTo: null }, { validTo: { gt: now } }] },
          { OR: subjects.map(({ kind, id }) => ({ subjectKind: kind, subjectId: id })) },
          { attributes: { path: ["agent"], equals: agent } },
          { attributes: { path: ["intent"], equals: intent } },
        ],
      },
      orderBy: [{ validFrom: "desc" }, { id: "desc" }],
      take: mostLessons,
    });
    return items.flatMap((item) => lessonOf(item) ?? []);
  },
});
