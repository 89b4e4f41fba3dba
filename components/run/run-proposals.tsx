import { confidencePercent } from "#components/patterns/confidence.tsx";
import { hrefs } from "#components/patterns/hrefs.ts";
import { EvidenceLinks } from "#components/proposal/evidence-links.tsx";
import { statusWords } from "#components/proposal/proposal-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ProposalStatus } from "#server/domains/proposal/schema.ts";
import type { RunDetail } from "#server/domains/run/schema.ts";

type RunProposalsProps = Pick<RunDetail, "proposals" | "contact">;

/** What agents proposed in a run: how it stands, why, and what it rests on. */
export function RunProposals({ proposals, contact }: RunProposalsProps) {
  if (proposals.length === 0) {
    return <p className="text-small text-soft">No agent has proposed anything in this run.</p>;
  }
  return (
    <ul className="divide-y divide-line border-y border-line">
      {proposals.map((proposal) => {
        const status = statusWords[proposal.status as ProposalStatus];
        return (
          <li key={proposal.id} className="grid grid-cols-1 gap-1 py-2.5">
            <TextLink href={hrefs.proposal(proposal.id)}>{proposal.title}</TextLink>
            <span className="flex flex-wrap items-center gap-x-2 text-small text-soft">
              <Badge tone={status?.tone}>{status?.label ?? proposal.status}</Badge>
              {confidencePercent(proposal.confidence)}% sure
              <span className="font-mono text-caption text-faint">{proposal.action}</span>
            </span>
            <p className="text-small text-soft">{proposal.reason}</p>
            <EvidenceLinks evidence={proposal.evidence} contact={contact} />
          </li>
        );
      })}
    </ul>
  );
}
