import type { Answer, AnswerDifference } from "../schema.ts";

function wordsOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

type Places = ReadonlyMap<string, string | null>;

function placesOf({ method, confidence, findings, proposals }: Answer): Places {
  const places = new Map<string, string | null>();
  // what is there twice has its place too
  const put = (place: string, value: string | null) => {
    let name = place;
    for (let count = 2; places.has(name); count += 1) name = `${place} (${count})`;
    places.set(name, value);
    return name;
  };
  put("Method", method);
  put("Confidence", `${Math.round(confidence * 100)} %`);
  for (const { label, value } of findings) put(`Finding: ${label}`, value);
  for (const { action, reason, confidence: sure, input } of proposals) {
    const name = put(`Proposal: ${action}`, reason);
    put(`${name}, confidence`, `${Math.round(sure * 100)} %`);
    for (const [field, value] of Object.entries(input)) put(`${name}, ${field}`, wordsOf(value));
  }
  return places;
}

/** Where two answers of an agent differ, place by place, in the order of the first; what only the second has comes last. */
export function compareAnswers(before: Answer, now: Answer): AnswerDifference[] {
  const first = placesOf(before);
  const second = placesOf(now);
  return [...new Set([...first.keys(), ...second.keys()])].flatMap((place) => {
    const difference = { place, before: first.get(place) ?? null, now: second.get(place) ?? null };
    return difference.before === difference.now ? [] : [difference];
  });
}
