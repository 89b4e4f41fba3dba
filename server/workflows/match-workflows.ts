import type { Definition } from "./schema.ts";

/** What a normalised event is matched by. `intent` is intake's, or empty where it made none. */
export type Matchable = { type: string; intent: string };

/** A definition that an event may start; `when` are the conditions of which one must hold, empty where there is none. */
export type Match<D> = D & { when: readonly string[] };

/** The workflows whose triggers take an event: by its type and, where the trigger names intents, by intake's intent. */
export function matchWorkflows<D extends { definition: Definition }>(
  candidates: readonly D[],
  event: Matchable,
): Match<D>[] {
  return candidates.flatMap((candidate) => {
    const taking = candidate.definition.triggers.flatMap((trigger) => {
      if (trigger.on !== "event" || !trigger.types.includes(event.type)) return [];
      return trigger.intents.length === 0 || trigger.intents.includes(event.intent) ? [trigger.when] : [];
    });
    if (taking.length === 0) return [];
    const when = taking.flatMap((condition) => condition ?? []);
    return [{ ...candidate, when: when.length === taking.length ? when : [] }];
  });
}
