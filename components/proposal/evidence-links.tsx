import type { Route } from "next";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Evidence } from "#server/domains/proposal/schema.ts";

/** Where each kind of evidence can be read. */
export function evidenceHref(evidence: Evidence): Route {
  switch (evidence.kind) {
    case "event":
    case "message":
    case "payment":
      return `/records/events/${evidence.id}`;
    case "contact":
      return `/records/contacts/${evidence.id}`;
    case "invoice":
      return `/records/invoices/${evidence.id}`;
    case "run":
      return `/runs/${evidence.id}`;
    case "memory":
      return `/memory?item=${evidence.id}` as Route;
  }
}

export function EvidenceLinks({ evidence }: { evidence: Evidence[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small max-md:gap-y-2">
      {evidence.map((item) => (
        <li key={`${item.kind}-${item.id}`}>
          <span className="text-faint">{item.kind} </span>
          <TextLink href={evidenceHref(item)}>{item.label}</TextLink>
        </li>
      ))}
    </ul>
  );
}
