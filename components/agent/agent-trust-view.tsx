import { Notice } from "#components/patterns/notice.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import type { AgentTrust } from "#server/domains/trust/schema.ts";
import { ActionTrustList, type OfferAnswer } from "./action-trust-list.tsx";
import { IntentEvidenceList } from "./intent-evidence.tsx";
import { ReliabilitySection } from "./reliability-section.tsx";
import { AutonomyChanges, TrustLedger } from "./trust-ledger.tsx";

type AgentTrustViewProps = { trust: AgentTrust; busy: OfferAnswer | null; onAnswer: (answer: OfferAnswer) => void };

/** First what is to be decided or was taken back, then how far it may go, then the evidence. */
export function AgentTrustView({ trust, busy, onAnswer }: AgentTrustViewProps) {
  const demoted = trust.actions.flatMap(({ action, level }) => {
    const newest = trust.changes.find((change) => change.action === action);
    return newest?.kind === "demoted" && level === "suggest" ? [newest] : [];
  });
  return (
    <div className="grid grid-cols-1 gap-7">
      <PageHeader title={`${plainName(trust.name)} agent`} detail={trust.purpose} />
      {demoted.map((change) => (
        <Notice key={change.id} tone="warn" title={`${change.action} asks you again`}>
          {change.reason}. What it showed before does not count for a new offer.
        </Notice>
      ))}
      <Section title="Autonomy" detail="What it may do by itself, and what it takes to be offered more.">
        {trust.actions.length === 0 ? (
          <p className="text-soft">It proposes nothing: it only reports.</p>
        ) : (
          <ActionTrustList actions={trust.actions} busy={busy} onAnswer={onAnswer} />
        )}
      </Section>
      <ReliabilitySection trust={trust} />
      <Section title="Evidence by intent" detail={`Below ${trust.minimumEvidence} decisions it always asks.`}>
        <IntentEvidenceList trust={trust} />
      </Section>
      <Section title="Changes of autonomy">
        <AutonomyChanges changes={trust.changes} />
      </Section>
      <Section title="Trust ledger" detail="The newest fifty lines. An edit counts less the more was changed.">
        <TrustLedger lines={trust.ledger} />
      </Section>
    </div>
  );
}
