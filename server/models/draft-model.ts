import { generateText, type LanguageModel, NoObjectGeneratedError, Output } from "ai";
import { z } from "zod";
import type { DraftModel } from "#server/agents/contract.ts";
import { log } from "#server/kernel/log.ts";
import { rewriteProblem } from "./guard-rewrite.ts";
import { languageModel, type ModelSettings } from "./language-model.ts";
import { promptOf, type RewriteRequest } from "./prompt.ts";

const rewritten = z.object({ body: z.string().describe("the whole body of the message, plain text") });

type Call = { model: LanguageModel; request: RewriteRequest; signal: AbortSignal };

/** One structured answer; null when the model's output has not the asked form even after one repair. */
async function ask({ model, request, signal }: Call): Promise<string | null> {
  const { instructions, prompt } = promptOf(request);
  const common = {
    model,
    instructions,
    output: Output.object({ schema: rewritten }),
    abortSignal: signal,
    maxRetries: 1,
  };
  try {
    return (await generateText({ ...common, prompt })).output.body;
  } catch (error) {
    if (!NoObjectGeneratedError.isInstance(error)) throw error;
    const repair = `Your last answer did not have the asked form. Answer with one JSON object: {"body": "…"}. ${prompt}`;
    return (await generateText({ ...common, prompt: repair })).output.body;
  }
}

/**
 * The optional drafting model, or null where none is configured. It gets untrusted text as a data field, has no tools,
 * and what it returns passes `rewriteProblem`. Refusal, timeout and malformed output all give null: the caller keeps its
 * template.
 */
export function draftModel(options: {
  settings: ModelSettings;
  /** every call out of the process goes through it */
  fetch: typeof fetch;
  timeoutMilliseconds?: number;
}): DraftModel | null {
  const model = languageModel(options.settings, options.fetch);
  const name = options.settings.MODEL_FAST;
  if (!model || !name) return null;
  return {
    name,
    rewrite: async (request) => {
      const signal = AbortSignal.timeout(options.timeoutMilliseconds ?? 20_000);
      try {
        const body = await ask({ model, request, signal });
        const problem = body === null ? "no answer" : rewriteProblem(request.draft, body);
        if (problem === null) return body;
        log.warn({ model: name, problem }, "a rewritten draft was refused");
      } catch (error) {
        const kind = error instanceof Error ? error.name : "unknown";
        log.warn({ model: name, kind }, "the drafting model gave nothing usable");
      }
      return null;
    },
  };
}
