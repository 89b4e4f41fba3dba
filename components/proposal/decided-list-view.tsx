import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Money } from "#components/ui/money.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StatusDot } from "#components/ui/status-dot.tsx";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { statusWords } from "./proposal-words.ts";

export function DecidedListView({ proposals, more }: { proposals: ProposalCard[]; more: More }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <RowList label="Decided proposals">
        {proposals.map((proposal) => {
          const status = statusWords[proposal.status];
          const byItself = proposal.policy.verdict === "execute" && !proposal.decision;
          return (
            <Row
              key={proposal.id}
              href={hrefs.proposal(proposal.id)}
              lead={<StatusDot tone={status.tone} />}
              title={proposal.title}
              detail={byItself ? proposal.policy.explanation : (proposal.decision?.reason ?? proposal.contact?.name)}
              aside={
                <>
                  {proposal.stake ? (
                    <span className="text-small max-md:hidden">
                      <Money minor={proposal.stake.amountMinor} currency={proposal.stake.currency} />
                    </span>
                  ) : null}
                  <Badge tone={status.tone}>{byItself ? `${status.label} by itself` : status.label}</Badge>
                </>
              }
              time={<RelativeTime at={proposal.decidedAt ?? proposal.createdAt} />}
            />
          );
        })}
      </RowList>
      <LoadMore more={more} />
    </div>
  );
}
