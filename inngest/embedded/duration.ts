import { AppError } from "#server/kernel/errors.ts";

const unitMilliseconds: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const part = /(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/y;

/**
 * Milliseconds of a duration as the SDK writes them: "1h30m", "10s", "7d". An empty text is zero.
 * @throws AppError invalid
 */
export function durationMilliseconds(text: string): number {
  let total = 0;
  part.lastIndex = 0;
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (!found) throw new AppError("invalid", `"${text}" is not a duration such as "1h30m"`);
    total += Number(found[1]) * (unitMilliseconds[found[2] ?? ""] ?? 0);
  }
  return Math.round(total);
}

/**
 * The time that a duration or an ISO 8601 time means, seen from `now`.
 * @throws AppError invalid
 */
export function timeAfter(text: string, now: Date): Date {
  if (/^\d{4}-/.test(text)) {
    const time = new Date(text);
    if (Number.isNaN(time.getTime())) throw new AppError("invalid", `"${text}" is not a time`);
    return time;
  }
  return new Date(now.getTime() + durationMilliseconds(text));
}
