import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { outsideTextsOf } from "./outside-texts.ts";

/** The texts from outside that a run's drafts, or an operator who edits them, could have taken words of. */
export const outsideWordsOf = defineQuery({
  name: "effect.outsideWords",
  input: z.object({ runId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { runId }): Promise<string[]> => (await outsideTextsOf(tx, runId)).map(({ text }) => text),
});
