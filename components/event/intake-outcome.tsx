"use client";

import { ConfidenceMeter } from "#components/patterns/confidence.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { IntakeOutcome } from "#server/domains/event/schema.ts";

type IntakeOutcomeProps = {
  outcome: IntakeOutcome;
  intents: string[];
  busy: boolean;
  onCorrect: (intent: string) => void;
};

export function IntakeOutcomeView({ outcome, intents, busy, onCorrect }: IntakeOutcomeProps) {
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="font-medium">{plainName(outcome.intent)}</p>
        <ConfidenceMeter confidence={outcome.confidence} />
      </div>
      <p className="text-small text-soft">{outcome.method}</p>
      {outcome.entities.length > 0 ? (
        <Facts
          facts={outcome.entities.map((entity) => ({
            label: plainName(entity.kind),
            value: entity.value === entity.text ? entity.text : `${entity.text} (${entity.value})`,
          }))}
        />
      ) : null}
      {intents.length > 1 ? (
        <Disclosure summary="Not right? Say what it is">
          <div className="flex flex-wrap gap-2 pt-1">
            {intents
              .filter((intent) => intent !== outcome.intent)
              .map((intent) => (
                <Button key={intent} size="small" disabled={busy} onClick={() => onCorrect(intent)}>
                  {plainName(intent)}
                </Button>
              ))}
          </div>
          <p className="pt-2 text-small text-faint">Intake learns from every correction.</p>
        </Disclosure>
      ) : null}
    </div>
  );
}
