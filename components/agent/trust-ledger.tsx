import { hrefs } from "#components/patterns/hrefs.ts";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AgentTrust } from "#server/domains/trust/schema.ts";
import { changeWords, kindWords, levelWords, share } from "./trust-words.ts";

/** What was learnt about the agent, newest first. */
export function TrustLedger({ lines }: { lines: AgentTrust["ledger"] }) {
  if (lines.length === 0) return <p className="text-soft">Nothing yet. Each decision of yours adds a line.</p>;
  return (
    <ul aria-label="Trust ledger" className="divide-y divide-line border-y border-line">
      {lines.map((line) => (
        <li key={line.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2 text-small">
          <Badge tone={kindWords[line.kind].tone}>{kindWords[line.kind].label}</Badge>
          <span className="min-w-0 flex-1 basis-48">
            <TextLink href={hrefs.proposal(line.proposalId)}>{line.title}</TextLink>
          </span>
          <span className="text-soft">
            counts {share(line.score)}, it said {share(line.confidence)}
          </span>
          <span className="text-faint">
            <RelativeTime at={line.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How its levels came to be what they are, newest first. */
export function AutonomyChanges({ changes }: { changes: AgentTrust["changes"] }) {
  if (changes.length === 0) return <p className="text-soft">It has always asked you first.</p>;
  return (
    <ul aria-label="Changes of autonomy" className="divide-y divide-line border-y border-line">
      {changes.map((change) => (
        <li key={change.id} className="grid gap-0.5 py-2.5 text-small">
          <p className="flex flex-wrap items-baseline gap-x-3">
            <Badge tone={changeWords[change.kind]?.tone}>{changeWords[change.kind]?.label ?? change.kind}</Badge>
            <code className="font-mono">{change.action}</code>
            <span className="text-soft">
              {levelWords[change.fromLevel]} → {levelWords[change.toLevel]}
            </span>
            <span className="text-faint">
              <RelativeTime at={change.at} />
            </span>
          </p>
          <p className="max-w-prose text-soft">{change.reason}</p>
        </li>
      ))}
    </ul>
  );
}
