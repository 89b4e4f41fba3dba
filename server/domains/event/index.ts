export { type AcceptedEvent, acceptEvents, type IncomingEvent } from "./accept.ts";
export { correctEvent } from "./correct.ts";
export type { EventFacts } from "./facts.ts";
export { failEvent } from "./fail.ts";
export { hasRaw } from "./has-raw.ts";
export { type IntakeMaterial, intakeMaterial } from "./intake-material.ts";
export { normaliseEvent } from "./normalise.ts";
export { getEvent, listEvents } from "./queries.ts";
export { retryEvent } from "./retry.ts";
