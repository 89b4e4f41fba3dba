import { contactUpdate } from "./contact-update.ts";
import type { Action } from "./contract.ts";
import { creditNoteIssue } from "./credit-note-issue.ts";
import { creditNoteReverse } from "./credit-note-reverse.ts";
import { invoiceIssue } from "./invoice-issue.ts";
import { mailSend } from "./mail-send.ts";
import { taskCancel } from "./task-cancel.ts";
import { taskCreate } from "./task-create.ts";

/** An action whose types the registry cannot name; its input is parsed by its own schema before anything else. */
// biome-ignore lint/suspicious/noExplicitAny: heterogeneous registry, see above
export type AnyAction = Action<any, any>;

/** Every action that a proposal can carry. */
export const actions: readonly AnyAction[] = [
  mailSend,
  creditNoteIssue,
  creditNoteReverse,
  invoiceIssue,
  taskCreate,
  taskCancel,
  contactUpdate,
];

const byName = new Map(actions.map((action) => [action.name, action]));

/** The action of that name, if there is one. */
export function findAction(name: string): AnyAction | undefined {
  return byName.get(name);
}
