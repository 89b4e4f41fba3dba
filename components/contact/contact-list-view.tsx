import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { Money } from "#components/ui/money.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ContactRow } from "#server/domains/contact/schema.ts";

export function ContactListView({ contacts, more }: { contacts: ContactRow[]; more: More }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <RowList label="Contacts">
        {contacts.map((contact) => (
          <Row
            key={contact.id}
            href={hrefs.contact(contact.id)}
            title={contact.name}
            detail={[contact.company, contact.email].filter(Boolean).join(" · ")}
            aside={
              contact.openMinor > 0 ? (
                <span className="text-small">
                  <Money minor={contact.openMinor} currency={contact.currency} />{" "}
                  <span className="text-faint">open</span>
                </span>
              ) : undefined
            }
            time={contact.lastAt ? <RelativeTime at={contact.lastAt} /> : null}
          />
        ))}
      </RowList>
      <LoadMore more={more} />
    </div>
  );
}
