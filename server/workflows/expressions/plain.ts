import { Optional } from "@marcbachmann/cel-js";
import { Duration, UnsignedInt } from "@marcbachmann/cel-js/evaluator";
import { AppError } from "#server/kernel/errors.ts";

/** A value as it is stored, logged and sent: no dates, no big integers, nothing undefined. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

const mostValues = 100_000;
const units: readonly [string, number][] = [
  ["w", 604_800],
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
  ["s", 1],
];

/** A duration in the form that waits take: 90s, 3d. Parts of a second are rounded up. */
function durationText(duration: Duration): string {
  const seconds = Math.ceil(duration.valueOf() / 1_000);
  const [unit, size] = units.find(([, length]) => seconds % length === 0) ?? ["s", 1];
  return `${seconds / size}${unit}`;
}

function plainNumber(value: number): number {
  if (!Number.isFinite(value)) throw new AppError("invalid", "its value is no finite number");
  return value;
}

function plainInteger(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new AppError("invalid", `${value} is too large a number`);
  return number;
}

function plainObject(value: object, part: (value: unknown) => Plain): Plain {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Optional) return value.hasValue() ? part(value.value()) : null;
  if (value instanceof UnsignedInt) return plainInteger(value.value);
  if (value instanceof Duration) return durationText(value);
  if (Array.isArray(value)) return value.map(part);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new AppError("invalid", "its value has no form in JSON");
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, part(entry)]));
}

/**
 * What an expression came to, as plain JSON: times as ISO 8601, durations as 3d, an empty optional as null.
 * @throws AppError invalid for what JSON cannot hold; limit for more than 100,000 values
 */
export function toPlain(value: unknown): Plain {
  let values = 0;
  const part = (entry: unknown): Plain => {
    values += 1;
    if (values > mostValues) throw new AppError("limit", "it makes too large a value");
    if (entry === undefined || entry === null) return null;
    if (typeof entry === "bigint") return plainInteger(entry);
    if (typeof entry === "number") return plainNumber(entry);
    if (typeof entry === "string" || typeof entry === "boolean") return entry;
    if (typeof entry === "object") return plainObject(entry, part);
    throw new AppError("invalid", "its value has no form in JSON");
  };
  return part(value);
}
