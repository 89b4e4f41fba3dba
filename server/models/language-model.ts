import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogle } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModel } from "ai";
import type { Environment } from "#server/kernel/env.ts";

/** What of the environment names a model. */
export type ModelSettings = Pick<Environment, "MODEL_FAST" | "MODEL_API_KEY" | "MODEL_BASE_URL">;

type Reach = { apiKey: string | undefined; baseURL: string | undefined; fetch: typeof fetch };

function withKnown({ apiKey, baseURL, fetch }: Reach) {
  return { fetch, ...(apiKey ? { apiKey } : {}), ...(baseURL ? { baseURL } : {}) };
}

const providers: Record<string, (id: string, reach: Reach) => LanguageModel | null> = {
  openai: (id, reach) => createOpenAI(withKnown(reach)).chat(id),
  anthropic: (id, reach) => createAnthropic(withKnown(reach))(id),
  google: (id, reach) => createGoogle(withKnown(reach))(id),
  compatible: (id, { baseURL, ...reach }) =>
    baseURL
      ? createOpenAICompatible({
          name: "compatible",
          supportsStructuredOutputs: true,
          ...withKnown({ ...reach, baseURL: undefined }),
          baseURL,
        })(id)
      : null,
};

/**
 * The model that MODEL_FAST names (`<provider>:<model>`), or null where none is configured. Always a provider's own
 * object: a plain name would be sent to a remote gateway.
 */
export function languageModel(settings: ModelSettings, fetch: typeof globalThis.fetch): LanguageModel | null {
  const name = settings.MODEL_FAST;
  if (!name) return null;
  const colon = name.indexOf(":");
  const provider = providers[name.slice(0, colon)];
  const reach = { apiKey: settings.MODEL_API_KEY, baseURL: settings.MODEL_BASE_URL, fetch };
  return provider?.(name.slice(colon + 1), reach) ?? null;
}
