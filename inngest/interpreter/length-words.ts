import { durationMilliseconds } from "../embedded/duration.ts";

const units: readonly [name: string, milliseconds: number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
];

/** A length of time in words: "3 days", "90 minutes". */
export function lengthWords(length: string): string {
  const milliseconds = durationMilliseconds(length);
  const [name, size] = units.find(([, unit]) => milliseconds % unit === 0) ?? ["second", 1_000];
  const count = Math.round(milliseconds / size);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
