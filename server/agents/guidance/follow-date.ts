const day = 86_400_000;
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const months = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

const dateText = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The day that words name, as 2026-03-01, counted from `now`; null where they name none for certain. Days are UTC. */
export function dayOf(words: string, now: Date): string | null {
  const today = Date.parse(now.toISOString().slice(0, 10));
  const text = words.toLowerCase().trim();
  const exact = /^(\d{4}-\d{2}-\d{2})$/.exec(text)?.[1];
  if (exact) return Number.isNaN(Date.parse(exact)) ? null : exact;
  if (text === "today") return dateText(today);
  if (text === "tomorrow") return dateText(today + day);
  if (text === "next week") return dateText(today + 7 * day);
  const within = /^in (\d{1,3}) (day|week)s?$/.exec(text);
  if (within) return dateText(today + Number(within[1]) * (within[2] === "week" ? 7 : 1) * day);
  const weekday = weekdays.indexOf(text.replace(/^(next|this|on)\s+/, ""));
  if (weekday >= 0) {
    const ahead = (weekday - new Date(today).getUTCDay() + 7) % 7 || 7;
    return dateText(today + ahead * day);
  }
  const named = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)(?: (\d{4}))?$/.exec(text) ?? null;
  const month = named ? months.findIndex((name) => name === named[2] || name.slice(0, 3) === named[2]) : -1;
  if (!named || month < 0) return null;
  const year = Number(named[3] ?? new Date(today).getUTCFullYear());
  const on = (in_: number) => Date.UTC(in_, month, Number(named[1]));
  if (new Date(on(year)).getUTCMonth() !== month) return null;
  return dateText(!named[3] && on(year) < today ? on(year + 1) : on(year));
}
