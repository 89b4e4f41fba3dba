import type { Definition, Step } from "./schema.ts";

/** One part of a step's path: the step's id and, inside a for-each, which item. */
type Part = { id: string; item: number | null };

/** Where a step stands in the definition, read from top to bottom, and the steps that it stands in. */
type Place = { order: number; within: readonly string[] };

/** The lists of steps that a step holds, in the order in which they are written. */
function heldBy(step: Step): Step[][] {
  switch (step.kind) {
    case "condition":
      return [step.yes, step.no ?? []];
    case "parallel":
      return step.branches.map((branch) => branch.steps);
    case "wait-for":
      return [step.onEvent ?? [], step.onTimeout ?? []];
    case "for-each":
      return [step.steps];
    default:
      return [];
  }
}

function placesOf(steps: readonly Step[], within: readonly string[], places: Map<string, Place>): Map<string, Place> {
  for (const step of steps) {
    places.set(step.id, { order: places.size, within });
    for (const held of heldBy(step)) placesOf(held, [...within, step.id], places);
  }
  return places;
}

/** The parts of a path such as `each-invoice[3]/remind`; null when it is none. */
function partsOf(path: string): Part[] | null {
  const parts: Part[] = [];
  for (const text of path.split("/")) {
    const match = /^([a-z][a-z0-9-]*)(?:\[(\d{1,6})\])?$/.exec(text);
    if (!match?.[1]) return null;
    parts.push({ id: match[1], item: match[2] === undefined ? null : Number(match[2]) });
  }
  return parts;
}

/**
 * Which steps of a run come before a step, in the order in which the definition is written: what a replay from there
 * takes over. A step that `from` stands in is begun anew, so that `from` is reached; branches that are written above
 * its own count as before it.
 * @returns tells for a step's path whether it comes before; null when the definition has no step `from`
 */
export function stepsBefore(definition: Pick<Definition, "steps">, from: string): ((path: string) => boolean) | null {
  const places = placesOf(definition.steps, [], new Map());
  const target = partsOf(from);
  if (!target?.every((part) => places.has(part.id))) return null;
  return (path) => {
    const parts = partsOf(path);
    if (!parts) return false;
    for (const [index, wanted] of target.entries()) {
      const part = parts[index];
      if (!part) return false;
      if (part.id !== wanted.id) {
        const [own, other] = [places.get(part.id), places.get(wanted.id)];
        return own !== undefined && other !== undefined && own.order < other.order && !other.within.includes(part.id);
      }
      // the for-each itself, or an item of one that is repeated whole
      if (part.item === null || wanted.item === null) return false;
      if (part.item !== wanted.item) return part.item < wanted.item;
    }
    return false;
  };
}
