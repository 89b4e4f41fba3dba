import { shareChanged } from "./text-distance.ts";

/** An editable field of a proposal's input as its card shows it. */
type Field = { name: string; kind: "line" | "text" | "money" | "date"; value: string };

/**
 * How much the operator changed of what an agent proposed, 0..1. An amount or a date that was changed is wrong as a whole:
 * had it happened by itself, the wrong amount would have gone. Of texts, the changed share over all of them by their length.
 */
export function editShare(before: readonly Field[], after: readonly Field[]): number {
  const names = [...new Set([...before, ...after].map((field) => field.name))];
  let [changed, length] = [0, 0];
  for (const name of names) {
    const [one, other] = [before, after].map((fields) => fields.find((field) => field.name === name));
    const [old, now] = [one?.value ?? "", other?.value ?? ""];
    const kind = one?.kind ?? other?.kind;
    if ((kind === "money" || kind === "date") && old !== now) return 1;
    if (kind === "money" || kind === "date") continue;
    const weight = Math.max(old.length, now.length, 1);
    length += weight;
    changed += weight * shareChanged(old, now);
  }
  return length === 0 ? 0 : changed / length;
}
