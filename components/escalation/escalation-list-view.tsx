import type { ReviewTask } from "#server/domains/escalation/schema.ts";
import { ReviewCard } from "./review-card.tsx";

type EscalationListViewProps = {
  escalations: ReviewTask[];
  busy: { id: string; option: string } | null;
  onResolve: (id: string, option: string, note: string) => void;
};

/** The review tasks, one card each. */
export function EscalationListView({ escalations, busy, onResolve }: EscalationListViewProps) {
  return (
    <ul className="grid max-w-3xl grid-cols-1 gap-4">
      {escalations.map((review) => (
        <li key={review.id} className="grid min-w-0 grid-cols-1">
          <ReviewCard
            review={review}
            busy={busy?.id === review.id ? busy.option : null}
            onResolve={(option, note) => onResolve(review.id, option, note)}
          />
        </li>
      ))}
    </ul>
  );
}
