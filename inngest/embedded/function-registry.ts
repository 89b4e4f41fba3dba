import type { FunctionDefinition } from "./function-definition.ts";

/** The registered functions, found by id and by what starts them. */
export type FunctionRegistry = {
  all: FunctionDefinition[];
  byId: Map<string, FunctionDefinition>;
  /** Functions with a trigger that names this event, by exact name or by a trailing `*`. */
  startedBy: (eventName: string) => FunctionDefinition[];
  /** Whether any function counts its running items: claims must then be taken one at a time across processes. */
  hasConcurrency: boolean;
};

function matches(trigger: string, eventName: string): boolean {
  return trigger.endsWith("*") ? eventName.startsWith(trigger.slice(0, -1)) : trigger === eventName;
}

/** Indexes definitions. */
export function functionRegistry(definitions: FunctionDefinition[]): FunctionRegistry {
  const known = new Map<string, FunctionDefinition[]>();
  const cacheLimit = 10_000;
  return {
    all: definitions,
    byId: new Map(definitions.map((definition) => [definition.id, definition])),
    hasConcurrency: definitions.some((definition) => definition.concurrency.length > 0),
    startedBy: (eventName) => {
      const cached = known.get(eventName);
      if (cached) return cached;
      const found = definitions.filter((definition) =>
        definition.events.some((trigger) => matches(trigger.event, eventName)),
      );
      if (known.size >= cacheLimit) known.clear();
      known.set(eventName, found);
      return found;
    },
  };
}

/** Whether one of the function's triggers matches the event and its expression holds. */
export function triggersOn(definition: FunctionDefinition, event: { name: string }): boolean {
  return definition.events.some(
    (trigger) =>
      matches(trigger.event, event.name) && (!trigger.expression || trigger.expression.evaluate({ event }) === true),
  );
}
