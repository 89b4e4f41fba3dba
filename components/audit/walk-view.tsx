import type { ReactNode } from "react";
import { confidencePercent } from "#components/patterns/confidence.tsx";
import { hrefs } from "#components/patterns/hrefs.ts";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { EvidenceLinks } from "#components/proposal/evidence-links.tsx";
import { plainName, statusWords } from "#components/proposal/proposal-words.ts";
import { effectStatus } from "#components/run/run-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ScrollText } from "#components/ui/scroll-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AuditWalk } from "#server/domains/audit/schema.ts";
import type { ProposalStatus } from "#server/domains/proposal/schema.ts";
import { AuditEntry } from "./audit-entry.tsx";
import { WalkOrigin } from "./walk-origin.tsx";

const decisionWords: Record<string, string> = {
  approve: "Approved",
  reject: "Rejected",
  respond: "Sent back with guidance",
  expire: "Closed without being done",
};

const mono = "font-mono text-caption break-all";

function Raw({ summary, value }: { summary: string; value: unknown }) {
  return (
    <Disclosure summary={summary}>
      <ScrollText label={summary} text={JSON.stringify(value, null, 2)} size="short" />
    </Disclosure>
  );
}

function Policy({ walk: { policy, input, inputHash } }: { walk: AuditWalk }) {
  return (
    <Section title="2. What the policy said">
      <p className="max-w-prose">{policy.explanation}</p>
      <Facts
        facts={[
          {
            label: "Answer",
            value:
              { execute: "It may run by itself", ask: "You decide", refuse: "Refused" }[policy.verdict] ??
              policy.verdict,
          },
          { label: "Rule", value: <span className={mono}>{policy.rule}</span> },
          ...(policy.version ? [{ label: "Policy", value: <span className={mono}>{policy.version}</span> }] : []),
          { label: "Bound to", value: <span className={mono}>{inputHash}</span> },
        ]}
      />
      {policy.facts ? <Raw summary="What it was told" value={policy.facts} /> : null}
      <Raw summary="The exact input" value={input} />
    </Section>
  );
}

function Decisions({ walk }: { walk: AuditWalk }) {
  const { decisions, policy, effect, inputHash } = walk;
  const none = effect
    ? `Nobody was asked: the rule ${policy.rule} let it run by itself.`
    : policy.verdict === "refuse"
      ? "Nobody was asked: the policy refused it."
      : "Nobody has decided yet.";
  return (
    <Section title="3. Who agreed">
      {decisions.length === 0 ? <p className="text-soft">{none}</p> : null}
      <ul className="grid grid-cols-1 gap-3">
        {decisions.map((decision) => (
          <li key={decision.id} className="grid grid-cols-1 gap-1">
            <p>
              {`${decisionWords[decision.decision] ?? decision.decision} by ${decision.by}, `}
              <RelativeTime at={decision.at} />
              {decision.undoneAt ? ", and taken back" : ""}
            </p>
            {decision.reason ? <p className="text-soft">{decision.reason}</p> : null}
            <p className={`${mono} ${decision.inputHash === inputHash ? "text-soft" : "text-bad"}`}>
              {decision.inputHash === inputHash ? "for exactly " : "for something else: "}
              {decision.inputHash}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Receipt({ effect, status }: Pick<AuditWalk, "effect" | "status">) {
  if (!effect) {
    const words = statusWords[status as ProposalStatus];
    return (
      <Section title="4. What came of it">
        <p className="text-soft">Nothing was done to the world.</p>
        <p>
          <Badge tone={words?.tone}>{words?.label ?? status}</Badge>
        </p>
      </Section>
    );
  }
  const words = effectStatus(effect.status);
  return (
    <Section title="4. What came of it">
      <p className="break-words">{effect.receipt ?? effect.error ?? "There is no receipt yet."}</p>
      <Facts
        facts={[
          { label: "Standing", value: <Badge tone={words.tone}>{words.label}</Badge> },
          { label: "Written down", value: <RelativeTime at={effect.intendedAt} /> },
          ...(effect.finishedAt ? [{ label: "Finished", value: <RelativeTime at={effect.finishedAt} /> }] : []),
          { label: "Attempts", value: effect.attempts },
          { label: "Key", value: <span className={mono}>{effect.idempotencyKey}</span> },
        ]}
      />
      {effect.raw ? <Raw summary="The receipt as it was given" value={effect.raw} /> : null}
    </Section>
  );
}

function Reversal({ takesBack, takenBackBy }: Pick<AuditWalk, "takesBack" | "takenBackBy">) {
  let words: ReactNode = <p className="text-soft">Nothing has taken it back.</p>;
  if (takesBack || takenBackBy.length > 0) {
    words = (
      <ul className="grid grid-cols-1 gap-1.5">
        {takesBack ? (
          <li>
            It takes back <TextLink href={hrefs.walk(takesBack.id)}>{takesBack.title}</TextLink>
          </li>
        ) : null}
        {takenBackBy.map((by) => (
          <li key={by.id}>
            Taken back by <TextLink href={hrefs.walk(by.id)}>{by.title}</TextLink>{" "}
            <Badge>{statusWords[by.status as ProposalStatus]?.label ?? by.status}</Badge>
          </li>
        ))}
      </ul>
    );
  }
  return <Section title="5. What took it back">{words}</Section>;
}

/** From an effect back to where its text came from, and on to what took it back, on one page. */
export function WalkView({ walk }: { walk: AuditWalk }) {
  const { origin } = walk;
  return (
    <div className="grid grid-cols-1 gap-8">
      <PageHeader
        lead={
          <>
            <TextLink href="/records/audit">Audit</TextLink> /{" "}
            <TextLink href={hrefs.run(walk.run.id)}>{walk.run.title}</TextLink>
          </>
        }
        title={walk.title}
        detail={
          <>
            {`Proposed by the ${plainName(origin.agent)} agent, ${confidencePercent(origin.confidence)}% sure, `}
            <RelativeTime at={origin.proposedAt} />.{" "}
            <TextLink href={hrefs.proposal(origin.proposalId)}>Open its card</TextLink>
          </>
        }
      />
      <WalkOrigin origin={origin}>
        <EvidenceLinks evidence={origin.evidence} contact={walk.contact} />
      </WalkOrigin>
      <Policy walk={walk} />
      <Decisions walk={walk} />
      <Receipt effect={walk.effect} status={walk.status} />
      <Reversal takesBack={walk.takesBack} takenBackBy={walk.takenBackBy} />
      <Section title="In the audit trail" count={walk.trail.length}>
        <ol className="divide-y divide-line border-y border-line">
          {walk.trail.map((entry) => (
            <AuditEntry key={entry.sequence} entry={entry} />
          ))}
        </ol>
      </Section>
    </div>
  );
}
