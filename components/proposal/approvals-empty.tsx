import { EmptyState } from "#components/patterns/empty-state.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export function ApprovalsEmpty() {
  return (
    <EmptyState
      title="Nothing waits for you"
      detail="When an agent proposes something that leaves the company or moves money, it waits here. Send an event to see it happen."
    >
      <ButtonLink href="/connections" look="primary">
        Send an event
      </ButtonLink>
      <ButtonLink href="/approvals/decided">See what you decided</ButtonLink>
    </EmptyState>
  );
}
