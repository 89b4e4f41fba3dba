import type { AnyAction } from "#server/actions/registry.ts";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { invalidField } from "#server/kernel/errors.ts";

type Input = Record<string, unknown>;

/** An input's editable fields as the card shows them; money is minor units as text, absent fields are empty. */
export function fieldsOf(action: AnyAction, input: Input): ProposalCard["fields"] {
  return action.editable.map((field) => {
    const value = input[field.name];
    return {
      ...field,
      value: value === undefined || value === null ? "" : String(value),
      ...(field.kind === "money" && typeof input.currency === "string" ? { currency: input.currency } : {}),
    };
  });
}

/**
 * The input with the operator's changes. Text becomes a number where the field was one; an emptied field is left out.
 * The result still has to pass the action's schema.
 * @throws AppError invalid for a field that may not be changed
 */
export function withChanges(action: AnyAction, input: Input, changes: Record<string, string>): Input {
  const next = { ...input };
  for (const [name, text] of Object.entries(changes)) {
    const field = action.editable.find((candidate) => candidate.name === name);
    if (!field) throw invalidField(`fields.${name}`, "cannot be changed");
    const numeric = field.kind === "money" || typeof input[name] === "number";
    if (text === "") delete next[name];
    else next[name] = numeric && /^-?\d+$/.test(text.trim()) ? Number(text) : text;
  }
  return next;
}
