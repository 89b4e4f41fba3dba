import type { MemoryAccess, MemoryCell, ReaderBoundaries } from "#server/memory/schema.ts";

export const accessWords: Record<MemoryAccess, string> = { none: "None", read: "Read", write: "Write" };

export const tierWords: Record<MemoryCell["tier"], string> = {
  session: "Single runs",
  profile: "People",
  canonical: "Company",
};

/** "fact" as a column's heading: "Facts". */
export const kindWords: Record<MemoryCell["kind"], string> = {
  preference: "Preferences",
  fact: "Facts",
  summary: "Summaries",
  style: "Style",
  term: "Terms",
  lesson: "Lessons",
  message: "Messages",
  passage: "Passages",
};

export type Reader = ReaderBoundaries;
export type Cell = Reader["cells"][number];

/** A change that is not saved yet. */
export type CellChange = MemoryCell & { agent: string; from: MemoryAccess; to: MemoryAccess };

/** Names a place in the matrix. */
export const placeOf = (agent: string, { tier, kind }: MemoryCell) => `${agent} ${tier} ${kind}`;
