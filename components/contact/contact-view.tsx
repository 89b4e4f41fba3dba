import { invoiceStatus } from "#components/invoice/invoice-words.ts";
import { hrefs } from "#components/patterns/hrefs.ts";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { Section } from "#components/patterns/section.tsx";
import { statusOf } from "#components/run/run-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Money } from "#components/ui/money.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StatusDot } from "#components/ui/status-dot.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ContactDetail } from "#server/domains/contact/schema.ts";
import { Conversation } from "./conversation.tsx";

/** Everything that is known about one contact. */
export function ContactView({ contact }: { contact: ContactDetail }) {
  const attributes = Object.entries(contact.attributes).map(([label, value]) => ({
    label,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
  return (
    <div className="grid grid-cols-1 gap-7">
      <PageHeader
        lead={<TextLink href="/records/contacts">Contacts</TextLink>}
        title={contact.name}
        detail={[contact.company, contact.email].filter(Boolean).join(" · ")}
        actions={<TextLink href={`/records/audit?contact=${contact.id}`}>Audit trail</TextLink>}
      />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <Section title="Conversation" count={contact.conversation.length}>
          <Conversation messages={contact.conversation} />
        </Section>
        <div className="grid min-w-0 grid-cols-1 gap-8">
          <Section title="Facts">
            <Facts
              facts={[
                { label: "Mail", value: contact.email ?? "not known" },
                { label: "Phone", value: contact.phone ?? "not known" },
                { label: "Open", value: <Money minor={contact.openMinor} currency={contact.currency} /> },
                ...attributes,
              ]}
            />
          </Section>
          {contact.memory.length > 0 ? (
            <Section title="Memory" count={contact.memory.length}>
              <ul className="grid grid-cols-1 gap-2.5">
                {contact.memory.map((item) => (
                  <li key={item.id} className="border-l-2 border-line pl-3">
                    <p>{item.text}</p>
                    <p className="text-small text-faint">
                      {item.tier} · {item.source}
                    </p>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          {contact.invoices.length > 0 ? (
            <Section title="Invoices" count={contact.invoices.length}>
              <RowList label="Invoices">
                {contact.invoices.map((invoice) => (
                  <Row
                    key={invoice.id}
                    href={hrefs.invoice(invoice.id)}
                    title={invoice.number ?? "Draft"}
                    detail={invoiceStatus(invoice.status).label}
                    aside={<Money minor={invoice.totalMinor} currency={invoice.currency} />}
                  />
                ))}
              </RowList>
            </Section>
          ) : null}
          {contact.tasks.length > 0 ? (
            <Section title="Tasks" count={contact.tasks.length}>
              <RowList label="Tasks">
                {contact.tasks.map((task) => (
                  <Row
                    key={task.id}
                    href="/records/tasks"
                    title={
                      <span className={task.status === "done" ? "text-faint line-through" : ""}>{task.title}</span>
                    }
                    time={task.dueAt ? <RelativeTime at={task.dueAt} /> : null}
                  />
                ))}
              </RowList>
            </Section>
          ) : null}
          {contact.runs.length > 0 ? (
            <Section title="Runs" count={contact.runs.length}>
              <RowList label="Runs">
                {contact.runs.map((run) => (
                  <Row
                    key={run.id}
                    href={hrefs.run(run.id)}
                    lead={<StatusDot tone={statusOf(run.status).tone} />}
                    title={run.title}
                    aside={<Badge tone={statusOf(run.status).tone}>{statusOf(run.status).label}</Badge>}
                  />
                ))}
              </RowList>
            </Section>
          ) : null}
        </div>
      </div>
    </div>
  );
}
