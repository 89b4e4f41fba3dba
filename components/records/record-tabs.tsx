import { TabLinks } from "#components/patterns/tab-links.tsx";

export type RecordTab = "contacts" | "invoices" | "tasks" | "mail" | "events" | "audit";

const tabs = [
  { tab: "contacts", href: "/records/contacts", label: "Contacts" },
  { tab: "invoices", href: "/records/invoices", label: "Invoices" },
  { tab: "tasks", href: "/records/tasks", label: "Tasks" },
  { tab: "mail", href: "/records/mail", label: "Messages sent" },
  { tab: "events", href: "/records/events", label: "Events" },
  { tab: "audit", href: "/records/audit", label: "Audit" },
] as const;

export function RecordTabs({ current }: { current: RecordTab }) {
  return (
    <TabLinks label="Records" tabs={tabs.map(({ tab, href, label }) => ({ href, label, current: tab === current }))} />
  );
}
