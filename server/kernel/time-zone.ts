const second = 1_000;
const hour = 3_600 * second;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, made);
  return made;
}

/** Whether the runtime knows an IANA time zone. */
export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/**
 * What a clock on the wall shows in a zone, as milliseconds since 1970 of a wall without offset.
 * @param zone an IANA zone that the runtime knows
 * @param instant milliseconds since 1970, UTC
 */
export function wallTime(zone: string, instant: number): number {
  const whole = Math.floor(instant / second) * second;
  const part = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatOf(zone).formatToParts(whole)) {
    if (type in part) part[type as keyof typeof part] = Number(value);
  }
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) + (instant - whole);
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(zone: string, instant: number): number {
  return wallTime(zone, instant) - instant;
}

// a zone is at most this far behind and ahead of UTC
const behind = 12 * hour;
const ahead = 14 * hour;

/**
 * The instants at which the wall shows a time, in order: one, two where clocks are set back, none where they are set
 * forward. Takes at most one change of the offset within 26 hours.
 */
export function instantsOf(zone: string, wall: number): number[] {
  const offsets = new Set([offsetAt(zone, wall - ahead), offsetAt(zone, wall + behind)]);
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((instant) => wallTime(zone, instant) === wall)
    .sort((one, other) => one - other);
}

/** The first instant at which the wall shows a time or, where clocks leap over it, the first one after the leap. */
export function firstInstantOf(zone: string, wall: number): number {
  const [first] = instantsOf(zone, wall);
  if (first !== undefined) return first;
  let before = Math.floor((wall - ahead) / second);
  let after = Math.ceil((wall + behind) / second);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallTime(zone, middle * second) >= wall) after = middle;
    else before = middle;
  }
  return after * second;
}
