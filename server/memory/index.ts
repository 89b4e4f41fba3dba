export { addMemory, closeMemory, confirmMemory } from "./curate.ts";
export { type Lesson, recallLessons } from "./lessons.ts";
export { listMemory } from "./queries.ts";
export { recall } from "./recall.ts";
export { type Fact, remember } from "./remember.ts";
export { takeSnapshot } from "./snapshot.ts";
