import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";

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

/** What the operator taught an agent for an intent, about the given records or the company: the newest first. */
export const recallLessons = defineQuery({
  name: "memory.recallLessons",
  input: z.object({
    agent: z.string(),
    intent: z.string(),
    subjects: z
      .array(z.object({ kind: z.string(), id: z.string() }))
      .min(1)
      .max(20),
    tiers: z.array(z.enum(["session", "profile", "canonical"])).min(1),
  }),
  access: ["system", "agent", "operator"],
  run: async ({ tx, context }, { agent, intent, subjects, tiers }): Promise<Lesson[]> => {
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
    return items.flatMap(({ id, version, text, taint, validFrom, attributes }) => {
      const about = attributesSchema.safeParse(attributes).data;
      return about ? [{ id, version, text, taint, at: validFrom, ...about }] : [];
    });
  },
});
