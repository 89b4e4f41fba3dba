import { Button } from "#components/ui/button.tsx";
import type { ActionTrust, OfferView } from "#server/domains/trust/schema.ts";
import { decisions, levelWords, share } from "./trust-words.ts";

type Answering = { busy: "accept" | "decline" | null; onAccept: () => void; onDecline: () => void };

/** More than the agent has, with all that speaks for it: one tap accepts exactly what is shown. */
export function PromotionCard({ action, offer, ...answer }: { action: ActionTrust; offer: OfferView } & Answering) {
  const { count, right, low, bar } = offer.evidence;
  return (
    <section
      aria-label={`Promotion offered: ${action.action}`}
      className="grid gap-3 rounded-md border border-accent-ink bg-accent-wash p-3.5"
    >
      <div className="grid gap-1">
        <h3 className="font-semibold">Promotion offered</h3>
        <p className="text-small">
          From “{levelWords[offer.fromLevel]}” to “{levelWords[offer.toLevel]}”.
        </p>
      </div>
      <ul className="grid gap-1 text-small text-soft">
        <li>
          {decisions(count)}, right {share(right)} of the time
        </li>
        <li>
          At least {share(low)} with 95% certainty; {share(bar)} are asked for
        </li>
        {offer.caps.map((cap) => (
          <li key={cap}>{cap}</li>
        ))}
        <li>
          It counts in workflows that you let run by themselves. Text from outside, new recipients and everything below
          your bar still ask you.
        </li>
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" wide="phone" busy={answer.busy === "accept"} onClick={answer.onAccept}>
          Accept
        </Button>
        <Button wide="phone" busy={answer.busy === "decline"} onClick={answer.onDecline}>
          Not now
        </Button>
      </div>
    </section>
  );
}
