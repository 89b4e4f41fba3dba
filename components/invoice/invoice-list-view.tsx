import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Money } from "#components/ui/money.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { InvoiceRow } from "#server/domains/invoice/schema.ts";
import { invoiceStatus } from "./invoice-words.ts";

export function InvoiceListView({ invoices, more }: { invoices: InvoiceRow[]; more: More }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <RowList label="Invoices">
        {invoices.map((invoice) => {
          const status = invoiceStatus(invoice.status, { dueAt: invoice.dueAt, now: Date.now() });
          return (
            <Row
              key={invoice.id}
              href={hrefs.invoice(invoice.id)}
              title={invoice.number ?? "Draft"}
              detail={invoice.contact.name}
              aside={
                <>
                  <Badge tone={status.tone}>{status.label}</Badge>
                  <span className="md:min-w-28 md:text-right">
                    <Money minor={invoice.totalMinor} currency={invoice.currency} />
                  </span>
                </>
              }
              time={invoice.dueAt ? <RelativeTime at={invoice.dueAt} /> : null}
            />
          );
        })}
      </RowList>
      <LoadMore more={more} />
    </div>
  );
}
