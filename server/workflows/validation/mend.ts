import { type Definition, definitionSchema, type Step, stepSchema } from "../schema.ts";

type Fields = Record<string, unknown>;

const deepest = 12;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Stands in for what could not be read, so that everything else can be checked all the same. */
function placeholder(raw: unknown, field: string): Step {
  const own = stepSchema.safeParse({ kind: "notify", id: isFields(raw) ? raw.id : "", title: "x", text: "x" });
  if (own.success) return own.data;
  const id = `unreadable-${field.replaceAll(/\D+/g, "-").replaceAll(/^-|-$/g, "") || "0"}`.slice(0, 60);
  return stepSchema.parse({ kind: "notify", id, title: "x", text: "x" });
}

function mendStep(raw: unknown, field: string, depth: number, lost: Set<string>): Step {
  const mended: Fields = isFields(raw) ? { ...raw } : {};
  for (const key of ["yes", "no", "onEvent", "onTimeout", "steps"])
    if (Array.isArray(mended[key])) mended[key] = mendSteps(mended[key], `${field}.${key}`, depth + 1, lost);
  if (Array.isArray(mended.branches))
    mended.branches = mended.branches.map((branch: unknown, index) =>
      isFields(branch) && Array.isArray(branch.steps)
        ? { ...branch, steps: mendSteps(branch.steps, `${field}.branches[${index}].steps`, depth + 1, lost) }
        : branch,
    );
  const parsed = stepSchema.safeParse(mended);
  if (parsed.success) return parsed.data;
  const step = placeholder(raw, field);
  lost.add(step.id);
  return step;
}

function mendSteps(raw: readonly unknown[], field: string, depth: number, lost: Set<string>): Step[] {
  if (depth > deepest) return [placeholder(null, field)];
  return raw.slice(0, 100).map((step, index) => mendStep(step, `${field}[${index}]`, depth, lost));
}

const fallbacks: Fields = {
  workflow: "unreadable",
  name: "x",
  purpose: "x",
  triggers: [{ on: "manual", label: "x" }],
  summary: "x",
};

/**
 * The parts of a definition that can be read, with stand-ins for the others at their places.
 * @returns `lost`: the ids of steps that are stand-ins; nothing can be said about what refers to them
 */
export function mend(raw: unknown): { definition: Definition; lost: Set<string> } {
  const lost = new Set<string>();
  const fields = isFields(raw) ? raw : {};
  const steps = Array.isArray(fields.steps) ? mendSteps(fields.steps, "steps", 0, lost) : [];
  const mended: Fields = { ...fields, steps: steps.length > 0 ? steps : [placeholder(null, "steps")] };
  for (let tries = 0; tries < 2; tries += 1) {
    const parsed = definitionSchema.safeParse(mended);
    if (parsed.success) return { definition: parsed.data, lost };
    for (const issue of parsed.error.issues) {
      const keys = issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [issue.path[0]];
      for (const key of keys)
        if (typeof key === "string") {
          if (key in fallbacks) mended[key] = fallbacks[key];
          else if (key !== "steps") delete mended[key];
        }
    }
  }
  return { definition: definitionSchema.parse({ ...fallbacks, steps: mended.steps }), lost };
}
