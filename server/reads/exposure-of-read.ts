import type { PrivateData } from "#server/domains/run/index.ts";
import { isId } from "#server/kernel/ids.ts";
import type { Taint } from "#server/kernel/taint.ts";
import type { Plain } from "#server/workflows/expressions/index.ts";
import type { ReadName } from "#server/workflows/reads-meta.ts";

/** `outside`: it tells words that no record's id stands beside, and that somebody outside may have written. */
const kinds: Record<ReadName, { taint: Taint; privateData: PrivateData[] }> = {
  contact: { taint: "operator", privateData: ["contact"] },
  invoice: { taint: "operator", privateData: ["contact", "invoice"] },
  "invoices-of-contact": { taint: "operator", privateData: ["invoice"] },
  invoices: { taint: "operator", privateData: ["contact", "invoice"] },
  "messages-of-contact": { taint: "outside", privateData: ["message"] },
  "contact-background": { taint: "outside", privateData: ["contact", "invoice", "message"] },
  "account-statement": { taint: "operator", privateData: ["contact", "invoice"] },
  "billing-state": { taint: "operator", privateData: ["contact", "invoice"] },
  "disputed-credit": { taint: "outside", privateData: ["contact", "invoice"] },
  "done-in-run": { taint: "operator", privateData: [] },
  "effects-hold": { taint: "outside", privateData: [] },
};

const isReadName = (name: string): name is ReadName => Object.hasOwn(kinds, name);

function idsIn(value: Plain, found: Set<string>): Set<string> {
  if (typeof value === "string" && isId(value)) found.add(value);
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) idsIn(part, found);
  return found;
}

/** What a look-up brings into a run: its own label, which private data, and the ids of all records that it tells of. */
export function exposureOfRead(name: string, told: Plain): { taint: Taint; privateData: PrivateData[]; ids: string[] } {
  const { taint, privateData }: (typeof kinds)[ReadName] = isReadName(name)
    ? kinds[name]
    : { taint: "outside", privateData: [] };
  return { taint, privateData, ids: [...idsIn(told, new Set())] };
}
