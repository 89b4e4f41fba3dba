import { hrefs } from "#components/patterns/hrefs.ts";
import { Section } from "#components/patterns/section.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RunDetail } from "#server/domains/run/schema.ts";

const stages: Record<NonNullable<RunDetail["compensation"]>, { label: string; tone: Tone }> = {
  "under-way": { label: "Under way", tone: "accent" },
  done: { label: "Done", tone: "good" },
  partly: { label: "In part", tone: "warn" },
};

type Effect = RunDetail["effects"][number];

/** " by correcting invoice INV-2026-0002 over €50.00", where a numbered document took it back. */
function documentOf(reversal: Effect | undefined): string {
  const receipt = reversal?.receipt ?? "";
  return /\d/.test(receipt) ? ` by ${receipt.charAt(0).toLowerCase()}${receipt.slice(1)}` : "";
}

/** What became of one thing that the run did: taken back and by what, waiting for a decision, or standing. */
function Fate({ effect, run }: { effect: Effect; run: RunDetail }) {
  const by = run.effects.find((other) => other.compensatesId === effect.id && other.status === "succeeded");
  const reversal = run.proposals.findLast((proposal) => proposal.compensatesId === effect.id);
  if (effect.status === "compensated") {
    return <>Taken back{documentOf(by)}</>;
  }
  if (reversal?.status === "pending") {
    return <TextLink href={hrefs.proposal(reversal.id)}>Its reversal waits for your decision</TextLink>;
  }
  if (effect.status === "unknown") return <>Nobody knows whether it happened</>;
  return run.compensation === "under-way" ? <>Not yet taken back</> : <>Stands as it was done</>;
}

type RunCompensationProps = { run: RunDetail; onCompensate: () => void; compensating: boolean };

/** How far a run is taken back, effect by effect in the order in which that happens: newest first. */
export function RunCompensation({ run, onCompensate, compensating }: RunCompensationProps) {
  const done = run.effects.filter(
    ({ compensatesId, status }) => compensatesId === null && ["succeeded", "compensated", "unknown"].includes(status),
  );
  const stage = run.compensation ? stages[run.compensation] : null;
  if (!run.finishedAt || done.length === 0) return null;
  const failed = run.status === "failed";
  const offer = failed
    ? "It failed after it had done something. That stands until it is taken back."
    : "It did not fail. You decide on each reversal.";
  return (
    <Section
      title="Taking back"
      detail={stage ? null : offer}
      action={
        stage ? (
          <Badge tone={stage.tone}>{stage.label}</Badge>
        ) : (
          <Button size="small" busy={compensating} onClick={onCompensate}>
            Take back what was done
          </Button>
        )
      }
    >
      {failed || stage ? (
        <ol className="divide-y divide-line border-y border-line">
          {[...done].reverse().map((effect) => (
            <li key={effect.id} className="grid grid-cols-1 gap-0.5 py-2.5">
              <span className="min-w-0 break-words">{effect.title}</span>
              <span className="min-w-0 text-small break-words text-soft">
                {effect.receipt ? `${effect.receipt}. ` : null}
                <Fate effect={effect} run={run} />
              </span>
            </li>
          ))}
        </ol>
      ) : null}
    </Section>
  );
}
