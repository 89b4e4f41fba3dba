import { hrefs } from "#components/patterns/hrefs.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RunDetail } from "#server/domains/run/schema.ts";
import { effectStatus } from "./run-words.ts";

/** What was done to the world, from the effect ledger. */
export function RunEffects({ effects }: { effects: RunDetail["effects"] }) {
  if (effects.length === 0) {
    return <p className="text-small text-soft">Nothing has been done to the world by this run.</p>;
  }
  return (
    <ul className="divide-y divide-line border-y border-line">
      {effects.map((effect) => {
        const status = effectStatus(effect.status);
        return (
          <li key={effect.id} className="grid grid-cols-1 gap-0.5 py-2.5">
            <span className="flex flex-wrap items-center justify-between gap-2">
              <span className="min-w-0 break-words">{effect.title}</span>
              <Badge tone={status.tone}>{status.label}</Badge>
            </span>
            {effect.receipt ? <p className="min-w-0 text-small break-words text-soft">{effect.receipt}</p> : null}
            <p className="text-small">
              <TextLink href={hrefs.walk(effect.id)}>How it came about</TextLink>
            </p>
            <Disclosure summary="Ledger">
              <Facts
                facts={[
                  { label: "Action", value: <span className="font-mono text-caption">{effect.action}</span> },
                  { label: "Intended", value: <RelativeTime at={effect.intendedAt} /> },
                  { label: "Finished", value: effect.finishedAt ? <RelativeTime at={effect.finishedAt} /> : "not yet" },
                  { label: "Attempts", value: effect.attempts },
                  {
                    label: "Key",
                    value: <span className="font-mono text-caption break-all">{effect.idempotencyKey}</span>,
                  },
                ]}
              />
            </Disclosure>
          </li>
        );
      })}
    </ul>
  );
}
