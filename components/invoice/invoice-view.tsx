import { hrefs } from "#components/patterns/hrefs.ts";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Money } from "#components/ui/money.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { InvoiceDetail } from "#server/domains/invoice/schema.ts";
import { InvoiceLines } from "./invoice-lines.tsx";
import { invoiceStatus, leftToPay } from "./invoice-words.ts";

export function InvoiceView({ invoice }: { invoice: InvoiceDetail }) {
  const status = invoiceStatus(invoice.status, { dueAt: invoice.dueAt, now: Date.now() });
  const { currency } = invoice;
  return (
    <div className="grid grid-cols-1 gap-7">
      <PageHeader
        lead={<TextLink href="/records/invoices">Invoices</TextLink>}
        title={invoice.number ? `Invoice ${invoice.number}` : "Draft invoice"}
        detail={
          <span className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
            <Badge tone={status.tone}>{status.label}</Badge>
            <TextLink href={hrefs.contact(invoice.contact.id)}>{invoice.contact.name}</TextLink>
          </span>
        }
        actions={
          <p className="md:text-right">
            <span className="block text-small text-faint">Left to pay</span>
            <span className="text-display font-semibold">
              <Money minor={leftToPay(invoice)} currency={currency} />
            </span>
          </p>
        }
      />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <Section title="Lines">
          <InvoiceLines invoice={invoice} />
        </Section>
        <div className="grid min-w-0 grid-cols-1 gap-8">
          <Section title="Facts">
            <Facts
              facts={[
                { label: "Issued", value: invoice.issuedAt ? <RelativeTime at={invoice.issuedAt} /> : "not yet" },
                { label: "Due", value: invoice.dueAt ? <RelativeTime at={invoice.dueAt} /> : "no date" },
                { label: "Paid", value: <Money minor={invoice.paidMinor} currency={currency} /> },
                { label: "Credited", value: <Money minor={invoice.creditedMinor} currency={currency} /> },
                { label: "Version", value: invoice.version },
              ]}
            />
          </Section>
          {invoice.creditNotes.length > 0 ? (
            <Section title="Credit notes" count={invoice.creditNotes.length}>
              <ul className="divide-y divide-line border-y border-line">
                {invoice.creditNotes.map((note) => (
                  <li key={note.id} className="py-2">
                    <span className="flex justify-between gap-3 font-medium">
                      {note.number}
                      <Money minor={note.totalMinor} currency={currency} />
                    </span>
                    <span className="flex justify-between gap-3 text-small text-soft">
                      <span className="min-w-0">{note.reason}</span>
                      <RelativeTime at={note.issuedAt} />
                    </span>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          <Section title="Payments" count={invoice.payments.length}>
            {invoice.payments.length === 0 ? <p className="text-small text-soft">No payment has come in yet.</p> : null}
            <ul className="divide-y divide-line empty:hidden">
              {invoice.payments.map((payment) => (
                <li key={payment.id} className="py-2">
                  <span className="flex justify-between gap-3">
                    <Badge
                      tone={payment.status === "succeeded" ? "good" : payment.status === "failed" ? "bad" : "plain"}
                    >
                      {payment.status}
                    </Badge>
                    <Money minor={payment.amountMinor} currency={payment.currency} />
                  </span>
                  <span className="flex justify-between gap-3 text-small text-soft">
                    <span className="min-w-0">{payment.reason}</span>
                    <RelativeTime at={payment.at} />
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      </div>
    </div>
  );
}
