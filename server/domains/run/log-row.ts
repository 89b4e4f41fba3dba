import type { TimelineEntry } from "./schema.ts";

/** A row of the run's log, as far as the timeline is derived from it. */
export type LogRow = {
  key: string;
  at: Date;
  kind: string;
  step: string | null;
  attempt: number;
  durationMs: number | null;
  data: unknown;
};

/** A row's data: of any shape, so each value is looked at before it is used. */
export type LogData = Record<string, unknown>;

/** How a row is told. `method` and `details` stand in for what would be made of the data as it is. */
export type Telling = Pick<TimelineEntry, "kind" | "title" | "status"> &
  Partial<Pick<TimelineEntry, "method" | "details">>;

/** A value that is a text with something in it. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The truthy parts as one line; null when there are none. */
export function lineOf(...parts: (string | null)[]): string | null {
  return parts.filter(Boolean).join(", ") || null;
}
