"use client";

import { type FormEvent, useRef, useState } from "react";
import { SaveBar } from "#components/patterns/save-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { ChoiceCard } from "#components/ui/choice-card.tsx";
import { TextField } from "#components/ui/field.tsx";
import type { GrantChoice, GrantView } from "#server/domains/autonomy/schema.ts";
import { levels, levelWords, percentWords } from "./autonomy-words.ts";
import { CapFields } from "./cap-fields.tsx";
import type { ActionWords } from "./grant-list-view.tsx";
import { readGrant } from "./read-caps.ts";

type GrantFormProps = {
  grant: GrantView;
  action: ActionWords;
  currency: string;
  /** the bar of the settings, which holds where none is named here */
  bar: number;
  busy: boolean;
  error: string | null;
  onSave: (choice: GrantChoice) => void;
  onTry: (choice: GrantChoice) => void;
};

/** The ladder of one agent and action, with its caps: saved, or tried on the last 90 days first. */
export function GrantForm({ grant, action, currency, bar, busy, error, onSave, onTry }: GrantFormProps) {
  const [level, setLevel] = useState(grant.level);
  const form = useRef<HTMLFormElement>(null);
  const read = () => readGrant(new FormData(form.current ?? undefined), { ...grant, currency });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(read());
  };
  const acts = level === "limited" || level === "full";
  return (
    <form ref={form} onSubmit={submit} aria-label="Level and caps" className="grid grid-cols-1 gap-5">
      <fieldset className="grid grid-cols-1 gap-2 md:grid-cols-2">
        <legend className="pb-2 text-small font-medium">How far it may go</legend>
        {levels.map((rung) => (
          <ChoiceCard
            key={rung}
            name="level"
            value={rung}
            title={levelWords[rung].label}
            detail={levelWords[rung].detail}
            checked={rung === level}
            onChoose={() => setLevel(rung)}
          />
        ))}
      </fieldset>
      <div hidden={!acts} className="grid grid-cols-1 gap-4">
        <CapFields
          caps={grant.caps}
          currency={currency}
          money={action.risk === "money"}
          outward={action.risk === "external"}
        />
        <TextField
          label="Bar of its own, in percent"
          name="bar"
          inputMode="decimal"
          hint={`How often it has to be right, proven. Empty: ${percentWords(bar)} as in the settings`}
          defaultValue={grant.bar === null ? "" : grant.bar * 100}
        />
      </div>
      <SaveBar busy={busy} error={error}>
        <Button onClick={() => onTry(read())}>Try on the last 90 days</Button>
      </SaveBar>
    </form>
  );
}
