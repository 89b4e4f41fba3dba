/** Fields of a contact's record that a memory can say the same as. */
export type RecordField = "company" | "phone" | "email" | "name";

/**
 * A field of a contact's record as a memory says it: whoever finds the value writes it in these words, so that the record
 * can bear it out.
 */
export function recordWords(field: RecordField, value: string): string {
  const words: Record<RecordField, string> = {
    company: `Works at ${value}`,
    phone: `Can be called at ${value}`,
    email: `Can be written to at ${value}`,
    name: `Is called ${value}`,
  };
  return words[field];
}
