const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto", style: "short" });

/** "3 min ago", "in 2 hr", "yesterday"; beyond a month a plain date. Times in milliseconds. */
export function formatRelative({ at, now }: { at: number; now: number }): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < 45_000) {
    return distance > 0 ? "in a moment" : "just now";
  }
  if (size < hour) {
    return relative.format(Math.round(distance / minute), "minute");
  }
  if (size < day) {
    return relative.format(Math.round(distance / hour), "hour");
  }
  if (size < 30 * day) {
    return relative.format(Math.round(distance / day), "day");
  }
  return formatDay(new Date(at));
}

/** "12 Mar 2026, 09:14:05 CET" in the reader's own zone. */
export function formatAbsolute(at: Date): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(at);
}

/** "12 Mar 2026". The zone is fixed so that server and browser write the same day. */
function formatDay(at: Date): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    at,
  );
}

/** "840 ms", "12.4 s", "3 min 5 s", "2 h 10 min", "3 d 4 h" from milliseconds. */
export function formatDuration(ms: number): string {
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < minute) {
    return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  }
  const parts: [number, string][] =
    ms < hour
      ? [
          [Math.floor(ms / minute), "min"],
          [Math.floor((ms % minute) / 1000), "s"],
        ]
      : ms < day
        ? [
            [Math.floor(ms / hour), "h"],
            [Math.floor((ms % hour) / minute), "min"],
          ]
        : [
            [Math.floor(ms / day), "d"],
            [Math.floor((ms % day) / hour), "h"],
          ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}
