import type { DraftModel } from "#server/agents/contract.ts";
import { promptOf } from "./prompt.ts";

/** A model with the prompts that it was sent, in their order. */
export type Metered = { model: DraftModel | null; prompts: string[] };

/** The model, cut to a budget of calls; it keeps the prompts that it is sent, word for word. */
export function meteredModel(model: DraftModel | null, calls: number): Metered {
  const prompts: string[] = [];
  if (!model || calls < 1) return { model: null, prompts };
  return {
    prompts,
    model: {
      name: model.name,
      rewrite: async (request) => {
        if (prompts.length >= calls) return null;
        const { instructions, prompt } = promptOf(request);
        prompts.push(`${instructions}\n\n${prompt}`);
        return model.rewrite(request);
      },
    },
  };
}
