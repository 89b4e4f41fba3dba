import { EmptyState } from "#components/patterns/empty-state.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export function RunEmpty({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState title="No run is in this state" detail="Runs move on by themselves; look at all of them.">
      <ButtonLink href="/runs">Show all runs</ButtonLink>
    </EmptyState>
  ) : (
    <EmptyState
      title="No run yet"
      detail="A run starts when an event matches a workflow that is on. Connect a source, and send a first event."
    >
      <ButtonLink href="/connections" look="primary">
        Connect a source
      </ButtonLink>
      <ButtonLink href="/workflows">See which workflows listen</ButtonLink>
    </EmptyState>
  );
}
