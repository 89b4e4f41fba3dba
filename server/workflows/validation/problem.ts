/** One thing that is wrong with a definition, in the operator's words. */
export type Problem = {
  /** the step's id; null where it is about the definition itself */
  step: string | null;
  /** where it stands, e.g. `steps[2].yes[0].input.contact`; "" for the whole definition */
  field: string;
  message: string;
};

/** A path as one writes it in a program: `steps[2].yes[0].input.contact`. */
export function fieldOf(path: readonly PropertyKey[]): string {
  let field = "";
  for (const part of path) field += typeof part === "number" ? `[${part}]` : `${field ? "." : ""}${String(part)}`;
  return field;
}

/** A place below another. */
export function within(field: string, below: string): string {
  if (!below) return field;
  return field && !below.startsWith("[") ? `${field}.${below}` : `${field}${below}`;
}
