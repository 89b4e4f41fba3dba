import { contactBackground } from "#server/domains/contact/index.ts";
import {
  accountStatement,
  billingState,
  disputedCredit,
  invoicesOfContact,
  invoiceToRemind,
} from "#server/domains/invoice/index.ts";
import { readContact, readInvoices, readMessages } from "#server/domains/run/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { Plain } from "#server/workflows/expressions/index.ts";
import { type ReadName, readMetas } from "#server/workflows/reads-meta.ts";

/** What a look-up may use beside its input. */
export type Reading = {
  context: Context;
  /** what the run has done so far, or in a dry run would have */
  doneSoFar: () => Promise<{ mails: number; effects: readonly { action: string; status: string }[] }>;
  /** whether what the run did still stands in the records */
  stillStands: () => Promise<{ holds: boolean; checked: number; missing: readonly string[] }>;
};
type Look = (reading: Reading, input: unknown) => Promise<unknown>;

/** How each look-up is answered. */
const looks: Record<ReadName, Look> = {
  contact: ({ context }, input) => readContact.execute(context, input),
  invoice: ({ context }, input) => invoiceToRemind.execute(context, input),
  "invoices-of-contact": ({ context }, input) => invoicesOfContact.execute(context, input),
  invoices: ({ context }, input) => readInvoices.execute(context, input),
  "messages-of-contact": ({ context }, input) => readMessages.execute(context, input),
  "contact-background": ({ context }, input) => contactBackground.execute(context, input),
  "account-statement": ({ context }, input) => accountStatement.execute(context, input),
  "billing-state": ({ context }, input) => billingState.execute(context, input),
  "disputed-credit": ({ context }, input) => disputedCredit.execute(context, input),
  "done-in-run": ({ doneSoFar }) => doneSoFar(),
  "effects-hold": ({ stillStands }) => stillStands(),
};

const isReadName = (name: string): name is ReadName => Object.hasOwn(looks, name);

/**
 * Answers a look-up by its name, as JSON.
 * @throws AppError precondition for a name that there is none of, or an input that does not fit; not_found
 */
export async function readNamed(reading: Reading, name: string, input: Record<string, Plain>): Promise<Plain> {
  if (!isReadName(name)) throw new AppError("precondition", `There is no look-up ${name}`);
  const parsed = readMetas[name].input.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError("precondition", `${name}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  return JSON.parse(JSON.stringify((await looks[name](reading, parsed.data)) ?? null)) as Plain;
}
