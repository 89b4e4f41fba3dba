import type { Route } from "next";
import { PillLinks } from "#components/patterns/pill-links.tsx";
import type { InvoiceRow } from "#server/domains/invoice/schema.ts";

export const invoiceStatuses: InvoiceRow["status"][] = ["open", "paid", "draft", "void"];

const labels = { open: "Open", paid: "Paid", draft: "Drafts", void: "Void" } as const;

export function InvoiceFilters({ status }: { status: InvoiceRow["status"] | null }) {
  return (
    <PillLinks
      label="Invoices by status"
      links={[null, ...invoiceStatuses].map((each) => ({
        href: (each ? `/records/invoices?status=${each}` : "/records/invoices") as Route,
        label: each ? labels[each] : "All",
        current: each === status,
      }))}
    />
  );
}
