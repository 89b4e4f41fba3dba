import { readFileSync } from "node:fs";
import { z } from "zod";
import { type SpaceItem, spaceItemSchema } from "#server/memory/spaces/schema.ts";

const question = z.object({
  id: z.string(),
  text: z.string(),
  /** the items that hold the answer */
  evidence: z.array(z.string()).min(1),
  /** what makes it hard: figures are told apart by it */
  kind: z.string().optional(),
});

const conversation = z.object({ id: z.string(), items: z.array(spaceItemSchema).min(1), questions: z.array(question) });

/** Something said. */
export type Item = SpaceItem;
/** Something asked about what was said. */
export type Question = z.infer<typeof question>;
/** What one memory holds, and what it is asked. */
export type Conversation = z.infer<typeof conversation>;

/** Conversations of one's own. @throws when a question names an item that is not there */
export function readConversations(file: string): Conversation[] {
  const { conversations } = z
    .object({ conversations: z.array(conversation).min(1) })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  for (const { id, items, questions } of conversations) {
    const there = new Set(items.map((one) => one.id));
    for (const { id: asked, evidence } of questions) {
      const missing = evidence.find((one) => !there.has(one));
      if (missing) throw new Error(`Conversation ${id}: question ${asked} names ${missing}, which is not there`);
    }
  }
  return conversations;
}
