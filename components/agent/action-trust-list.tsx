import { riskWords } from "#components/proposal/proposal-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { ActionTrust } from "#server/domains/trust/schema.ts";
import { PromotionCard } from "./promotion-card.tsx";
import { decisions, levelWords, share } from "./trust-words.ts";

export type OfferAnswer = { offerId: string; answer: "accept" | "decline" };

type ActionTrustListProps = {
  actions: ActionTrust[];
  busy: OfferAnswer | null;
  onAnswer: (answer: OfferAnswer) => void;
};

/** How far the agent may go with each action, and what it takes to be offered more. */
export function ActionTrustList({ actions, busy, onAnswer }: ActionTrustListProps) {
  return (
    <ul className="grid grid-cols-1 gap-3">
      {actions.map((action) => {
        const { offer } = action;
        return (
          <li key={action.action} className="grid gap-3 rounded-lg border border-line bg-surface p-4 shadow-lift">
            <div className="grid gap-1">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <code className="font-mono text-small">{action.action}</code>
                <Badge tone={action.level === "limited" || action.level === "full" ? "good" : "plain"}>
                  {levelWords[action.level] ?? action.level}
                </Badge>
              </p>
              <p className="text-small text-soft">{progressWords(action)}</p>
            </div>
            {offer ? (
              <PromotionCard
                action={action}
                offer={offer}
                busy={busy?.offerId === offer.id ? busy.answer : null}
                onAccept={() => onAnswer({ offerId: offer.id, answer: "accept" })}
                onDecline={() => onAnswer({ offerId: offer.id, answer: "decline" })}
              />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function progressWords({ progress, risk, level }: ActionTrust): string {
  if (!risk) return "Nothing of it was decided yet.";
  const kind = `It ${riskWords[risk as keyof typeof riskWords] ?? risk}.`;
  if (!progress) {
    return level === "observe" ? kind : `${kind} No more than this is ever offered; you can grant more yourself.`;
  }
  const shown =
    progress.count === 0
      ? "Nothing since this level was set"
      : `${decisions(progress.count)} since this level was set, right ${share(progress.right)} of the time, at least ${share(progress.low)} with 95% certainty`;
  return `${kind} ${shown}. More is offered from ${progress.needed} decisions and ${share(progress.bar)} on.`;
}
