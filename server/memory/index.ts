export { addMemory, closeMemory, confirmMemory } from "./curate.ts";
export { listMemory } from "./queries.ts";
export { type RecalledItem, recall } from "./recall.ts";
export { type Fact, type Remembered, remember } from "./remember.ts";
export { type SnapshotData, takeSnapshot } from "./snapshot.ts";
