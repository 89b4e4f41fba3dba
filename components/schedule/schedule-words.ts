import type { CatchUp, ScheduleSlotView } from "#server/domains/schedule/schema.ts";

/** What becomes of missed slots, in one line each. */
export const catchUpWords: { value: CatchUp; title: string; detail: string }[] = [
  { value: "once", title: "Run once", detail: "However many were missed, one run catches up." },
  { value: "skip", title: "Skip them", detail: "Missed times are left out; the next one runs as planned." },
  { value: "all", title: "Run all", detail: "Each missed time gets its run, the newest hundred at most." },
];

/** "Mon 30 Mar 2026, 09:00" on the wall of a zone. */
export function slotWords(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  })
    .format(at)
    .replace(/^(\w+),/, "$1");
}

/** "12 times", "more than 1,000 times"; nothing for a single one. */
export function countWords({ count, outcome }: Pick<ScheduleSlotView, "count" | "outcome">): string {
  if (count === null) {
    return `more than 1,000 times ${outcome}`;
  }
  return count === 1 ? outcome : `${count} times ${outcome}`;
}

/** The date on the wall of a zone, as 2026-03-02. */
export function dayIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    at,
  );
}
