const units = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
] as const;

/** A length in milliseconds in its largest unit: "0.4 s", "12 s", "10 min", "2.5 h". */
export function lengthWords(milliseconds: number): string {
  const [size, unit] = units.find(([each]) => milliseconds >= each) ?? [1_000, "s"];
  const amount = milliseconds / size;
  return `${Number(amount.toFixed(amount < 10 ? 1 : 0))} ${unit}`;
}
