import { z } from "zod";
import { isUnchanged } from "#server/commands/audit-link.ts";
import { auditEntrySchema } from "./schema.ts";

/**
 * What an exported file shows by itself: how many entries are as they were hashed, where some are left out (a filter, or
 * somebody), and the hash of the last one, to be compared with the trail that it came from.
 */
export type ExportVerdict =
  | { intact: true; entries: number; first: number; last: number; gaps: number; lastHash: string }
  | { intact: false; line: number; sequence: number | null; problem: "unreadable" | "changed" | "broken link" };

const lineSchema = auditEntrySchema.extend({ at: z.iso.datetime().transform((at) => new Date(at)) });

function entryIn(line: string) {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** Recomputes every hash in an export as lines of JSON, and the link of each entry with the one before it. */
export async function checkExport(lines: AsyncIterable<string> | Iterable<string>): Promise<ExportVerdict> {
  let line = 0;
  let previous: { workspaceId: string; sequence: number; hash: string } | null = null;
  const counted = { entries: 0, first: 0, gaps: 0 };
  for await (const text of lines) {
    line += 1;
    if (text.trim() === "") continue;
    const entry = entryIn(text);
    if (!entry) return { intact: false, line, sequence: null, problem: "unreadable" };
    const { workspaceId, sequence, previousHash, hash } = entry;
    const wrong = (problem: "changed" | "broken link") => ({ intact: false, line, sequence, problem }) as const;
    if (!isUnchanged(entry)) return wrong("changed");
    const expected: string | null = previous?.sequence === sequence - 1 ? previous.hash : sequence === 1 ? "" : null;
    if (expected !== null && previousHash !== expected) return wrong("broken link");
    if (previous && (sequence <= previous.sequence || workspaceId !== previous.workspaceId))
      return wrong("broken link");
    if (expected === null) counted.gaps += 1;
    counted.first ||= sequence;
    counted.entries += 1;
    previous = { workspaceId, sequence, hash };
  }
  return { intact: true, ...counted, last: previous?.sequence ?? 0, lastHash: previous?.hash ?? "" };
}
