"use client";

import { EmptyState } from "#components/patterns/empty-state.tsx";
import { useHotkeys } from "#components/patterns/hotkeys.ts";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { filtersSet, type QueueView } from "./queue-address.ts";

type ApprovalsEmptyProps = { view: QueueView; onAll: () => void; onUndoLast: () => void };

/** Nothing to decide: because nothing waits, or because of what the queue was narrowed to. */
export function ApprovalsEmpty({ view, onAll, onUndoLast }: ApprovalsEmptyProps) {
  useHotkeys({ u: onUndoLast });
  if (filtersSet(view.filter) > 0) {
    return (
      <EmptyState title="Nothing matches" detail="No proposal is left by these filters. Others may wait.">
        <Button look="primary" onClick={onAll}>
          Show all that waits
        </Button>
      </EmptyState>
    );
  }
  if (view.filter.snoozed) {
    return (
      <EmptyState title="Nothing is snoozed" detail="What you put off stands here until it comes back by itself.">
        <Button look="primary" onClick={onAll}>
          See what waits
        </Button>
      </EmptyState>
    );
  }
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
