import { hrefs } from "#components/patterns/hrefs.ts";
import { EvidenceLinks } from "#components/proposal/evidence-links.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ReviewTask } from "#server/domains/escalation/schema.ts";
import { DoneList } from "./done-list.tsx";
import { ReviewOptions, type ReviewOptionsProps } from "./review-options.tsx";

type ReviewCardProps = Pick<ReviewOptionsProps, "busy" | "onResolve"> & {
  review: ReviewTask;
  /** on its own page the title stands above the card already */
  titled?: boolean;
};

/** A review task: what happened, what was done about it, where it can be looked up, and what can be done now. */
export function ReviewCard({ review, busy, onResolve, titled = true }: ReviewCardProps) {
  const { items, done } = review;
  return (
    <article
      aria-label={review.title}
      className="grid grid-cols-1 gap-5 rounded-lg border border-line bg-surface p-4 shadow-lift md:p-5"
    >
      {titled ? (
        <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 className="min-w-0 text-title font-semibold break-words">
            <TextLink href={hrefs.review(review.id)}>{review.title}</TextLink>
          </h2>
          <span className="text-small text-faint">
            <RelativeTime at={review.createdAt} />
          </span>
        </header>
      ) : null}
      <section>
        <h3 className="mb-1 text-small font-medium text-faint">What happened</h3>
        <p className="break-words">{review.happened}</p>
      </section>
      {items.length > 0 || done ? (
        <section>
          <h3 className="mb-1.5 text-small font-medium text-faint">What was done about it</h3>
          {done ? <p className={items.length > 0 ? "mb-2.5" : undefined}>{done}</p> : null}
          {items.length > 0 ? <DoneList items={items} /> : null}
        </section>
      ) : null}
      {review.evidence.length > 0 ? (
        <section>
          <h3 className="mb-1 text-small font-medium text-faint">Where to look it up</h3>
          <EvidenceLinks evidence={review.evidence} contact={review.contact} />
        </section>
      ) : null}
      {review.status === "open" ? (
        <ReviewOptions options={review.options} busy={busy} onResolve={onResolve} />
      ) : (
        <Decided review={review} />
      )}
    </article>
  );
}

function Decided({ review: { decision, options, resolution } }: { review: ReviewTask }) {
  const chosen = options.find((option) => option.id === resolution);
  return (
    <div className="grid grid-cols-1 gap-1 border-t border-line pt-4">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Badge tone="good">Resolved</Badge>
        <span className="font-medium">{chosen?.label ?? resolution}</span>
        {decision ? (
          <span className="text-small text-faint">
            {decision.by ? `by ${decision.by}, ` : ""}
            <RelativeTime at={decision.at} />
          </span>
        ) : null}
      </p>
      {chosen ? <p className="text-small text-soft">{chosen.description}</p> : null}
      {decision?.note ? <p className="border-l-2 border-line pl-3">{decision.note}</p> : null}
    </div>
  );
}
