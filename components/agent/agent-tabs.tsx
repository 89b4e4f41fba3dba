import { TabLinks } from "#components/patterns/tab-links.tsx";

const tabs = [
  { tab: "agents", href: "/agents", label: "All agents" },
  { tab: "autonomy", href: "/agents/autonomy", label: "Autonomy" },
  { tab: "supervisor", href: "/agents/supervisor", label: "Supervisor" },
] as const;

export function AgentTabs({ current }: { current: (typeof tabs)[number]["tab"] }) {
  return (
    <TabLinks label="Agents" tabs={tabs.map(({ tab, href, label }) => ({ href, label, current: tab === current }))} />
  );
}
