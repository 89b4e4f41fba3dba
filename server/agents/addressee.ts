import { ownDomain } from "./identity-rules.ts";

const textOrNull = (value: unknown) => (typeof value === "string" ? value : null);

/** Whom a draft is for, as far as the question's input names them under `contact`. */
export function addresseeOf(input: unknown): { id: string | null; name: string | null; email: string | null } {
  const { contact } = (input ?? {}) as { contact?: unknown };
  const { id, name, email } = (contact ?? {}) as Record<string, unknown>;
  return { id: textOrNull(id), name: textOrNull(name), email: textOrNull(email) };
}

/** Where a draft stands among all drafts: what was learnt from edits is recalled by it. */
export function draftPlace(asked: {
  agent: string;
  intent: string;
  /** id of the workflow */
  workflow: string;
  input: unknown;
  subjects: readonly { kind: string; id: string }[];
}): { agent: string; intent: string; workflow: string; contactId: string | null; domain: string | null } {
  const { agent, intent, workflow, input, subjects } = asked;
  const { id, email } = addresseeOf(input);
  const contactId = subjects.find(({ kind }) => kind === "contact")?.id ?? id;
  return { agent, intent, workflow, contactId, domain: ownDomain(email) };
}
