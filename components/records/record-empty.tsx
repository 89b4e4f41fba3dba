import { EmptyState } from "#components/patterns/empty-state.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import type { RecordTab } from "./record-tabs.tsx";

const words: Record<RecordTab, { title: string; detail: string }> = {
  contacts: {
    title: "No contact yet",
    detail: "A contact is made from the first message, form or payment of somebody new.",
  },
  invoices: {
    title: "No invoice yet",
    detail: "Invoices come in with Stripe events, and through credits that you approve.",
  },
  tasks: { title: "No open task", detail: "Workflows propose tasks, for example to follow up on an enquiry." },
  mail: { title: "No message yet", detail: "Mail that you approve is listed here, whether it was sent or only kept." },
  events: {
    title: "No event yet",
    detail: "Everything that comes in is kept here as it came, once. Connect a source and send a first one.",
  },
  audit: {
    title: "No entry yet",
    detail: "Every command that changes something is written down here, with its reason.",
  },
};

/** An empty tab of Records; `filtered` when a search or a filter is the reason. */
export function RecordEmpty({ tab, filtered = false }: { tab: RecordTab; filtered?: boolean }) {
  if (filtered) {
    return (
      <EmptyState title="Nothing matches" detail="Try fewer or other words.">
        <ButtonLink href={`/records/${tab}`}>Show all</ButtonLink>
      </EmptyState>
    );
  }
  return (
    <EmptyState {...words[tab]}>
      <ButtonLink href="/connections" look="primary">
        Connect a source
      </ButtonLink>
    </EmptyState>
  );
}
