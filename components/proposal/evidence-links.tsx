import type { Route } from "next";
import { hrefs } from "#components/patterns/hrefs.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Evidence, ProposalCard } from "#server/domains/proposal/schema.ts";

type Contact = ProposalCard["contact"];

/** Where a piece of evidence can be read; null where it has no screen of its own. */
export function evidenceHref(evidence: Evidence, contact: Contact): Route | null {
  switch (evidence.kind) {
    case "event":
      return hrefs.event(evidence.id);
    case "message":
      return contact ? (`/records/contacts/${contact.id}#message-${evidence.id}` as Route) : null;
    case "contact":
      return hrefs.contact(evidence.id);
    case "invoice":
      return hrefs.invoice(evidence.id);
    case "run":
      return hrefs.run(evidence.id);
    case "memory":
      return "/memory";
    case "payment":
      return contact ? hrefs.contact(contact.id) : null;
  }
}

export function EvidenceLinks({ evidence, contact }: { evidence: Evidence[]; contact: Contact }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small max-md:gap-y-2">
      {evidence.map((item) => {
        const href = evidenceHref(item, contact);
        return (
          <li key={`${item.kind}-${item.id}`}>
            <span className="text-faint">{item.kind} </span>
            {href ? <TextLink href={href}>{item.label}</TextLink> : item.label}
          </li>
        );
      })}
    </ul>
  );
}
