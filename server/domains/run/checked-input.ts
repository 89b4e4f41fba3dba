import type { Transaction } from "#server/db/transaction.ts";
import { AppError, type FieldProblem } from "#server/kernel/errors.ts";
import { isId } from "#server/kernel/ids.ts";
import type { Definition } from "#server/workflows/schema.ts";

type Field = Definition["input"][number];
type Given = Readonly<Record<string, unknown>>;

const day = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/;

const wanted: Readonly<Record<Field["type"], { is: (value: unknown) => boolean; words: string }>> = {
  text: { is: (value) => typeof value === "string" && value.length <= 20_000, words: "must be a text" },
  number: { is: (value) => typeof value === "number" && Number.isFinite(value), words: "must be a number" },
  boolean: { is: (value) => typeof value === "boolean", words: "must be true or false" },
  date: {
    is: (value) => typeof value === "string" && day.test(value) && !Number.isNaN(Date.parse(value)),
    words: "must be a date, such as 2026-03-01",
  },
  contact: { is: (value) => typeof value === "string" && isId(value), words: "must be the id of a contact" },
  invoice: { is: (value) => typeof value === "string" && isId(value), words: "must be the id of an invoice" },
};

async function exists(tx: Transaction, field: Field, id: string): Promise<boolean> {
  if (field.type === "contact") return (await tx.contact.count({ where: { id } })) === 1;
  if (field.type === "invoice") return (await tx.invoice.count({ where: { id } })) === 1;
  return true;
}

async function problemOf(tx: Transaction, field: Field, given: Given): Promise<string | null> {
  const value = given[field.name] ?? null;
  if (value === null || value === "") return field.required ? "is missing" : null;
  const { is, words } = wanted[field.type];
  if (!is(value)) return words;
  return (await exists(tx, field, String(value))) ? null : `there is no such ${field.type}`;
}

/**
 * A workflow's input as it was given, checked against the fields that the definition declares.
 * @throws AppError invalid, naming every field that is wrong
 */
export async function checkedInput(
  tx: Transaction,
  fields: readonly Field[],
  given: Given,
): Promise<Record<string, string | number | boolean | null>> {
  const problems: FieldProblem[] = [];
  for (const name of Object.keys(given)) {
    if (!fields.some((field) => field.name === name)) problems.push({ field: name, message: "is not asked for" });
  }
  const checked: Record<string, string | number | boolean | null> = {};
  for (const field of fields) {
    const message = await problemOf(tx, field, given);
    if (message) problems.push({ field: field.name, message });
    else checked[field.name] = (given[field.name] as string | number | boolean | undefined) ?? null;
  }
  if (problems.length === 0) return checked;
  const words = problems.map(({ field, message }) => `${field}: ${message}`).join("; ");
  throw new AppError("invalid", words, { details: { fields: problems } });
}
