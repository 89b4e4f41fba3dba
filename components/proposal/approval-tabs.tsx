import { TabLinks } from "#components/patterns/tab-links.tsx";

type ApprovalTabsProps = { current: "waiting" | "review" | "decided"; waiting?: number; review?: number };

export function ApprovalTabs({ current, waiting, review }: ApprovalTabsProps) {
  return (
    <TabLinks
      label="Approvals"
      tabs={[
        { href: "/approvals", label: "Waiting", current: current === "waiting", count: waiting },
        { href: "/approvals/review", label: "Review tasks", current: current === "review", count: review },
        { href: "/approvals/decided", label: "Decided", current: current === "decided" },
      ]}
    />
  );
}
