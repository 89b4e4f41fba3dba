"use client";

import { type FormEvent, useRef } from "react";
import { SaveBar } from "#components/patterns/save-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { moneyInput } from "#components/ui/money-format.ts";
import type { PolicySettings } from "#server/domains/autonomy/schema.ts";
import { readMoney, readPercent } from "./read-caps.ts";

type SettingsFormProps = {
  settings: PolicySettings;
  currency: string;
  timeZone: string;
  busy: boolean;
  error: string | null;
  onSave: (settings: PolicySettings) => void;
  onTry: (settings: PolicySettings) => void;
};

const percent = (share: number) => Math.round(share * 1_000) / 10;

function readSettings(form: FormData, before: PolicySettings, currency: string): PolicySettings {
  const from = String(form.get("from") ?? "");
  const to = String(form.get("to") ?? "");
  return {
    bar: readPercent(form, "bar") ?? before.bar,
    minimumEvidence: Number(form.get("minimumEvidence")),
    auditShare: readPercent(form, "auditShare") ?? 0,
    quietHours: from || to ? { from, to } : null,
    newRecipientAsks: form.get("newRecipientAsks") === "ask",
    budgetPerDay: readMoney(form, "budgetPerDay", before.budgetPerDay?.currency ?? currency) ?? null,
    riskMost: form.get("riskMost") as PolicySettings["riskMost"],
  };
}

/** What holds for every agent and action: saved, or tried on the last 90 days first. */
export function SettingsForm({ settings, currency, timeZone, busy, error, onSave, onTry }: SettingsFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const read = () => readSettings(new FormData(form.current ?? undefined), settings, currency);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(read());
  };
  const { budgetPerDay: budget, quietHours } = settings;
  return (
    <form
      ref={form}
      onSubmit={submit}
      aria-label="What holds for every agent"
      className="grid grid-cols-1 gap-4 sm:grid-cols-2"
    >
      <TextField
        label="Bar, in percent"
        name="bar"
        inputMode="decimal"
        required
        hint="How often what runs by itself has to be right: the lower end of a 95 % interval"
        defaultValue={percent(settings.bar)}
      />
      <TextField
        label="Decisions before anything runs by itself"
        name="minimumEvidence"
        inputMode="numeric"
        required
        hint="Yours, on that kind of work. 5 to 1,000"
        defaultValue={settings.minimumEvidence}
      />
      <TextField
        label="Checked by sample, in percent"
        name="auditShare"
        inputMode="decimal"
        required
        hint="This share of what would run by itself is put to you all the same"
        defaultValue={percent(settings.auditShare)}
      />
      <TextField
        label={`Most money in 24 hours over all agents, in ${budget?.currency ?? currency}`}
        name="budgetPerDay"
        inputMode="decimal"
        hint="Of what runs by itself. Empty: no limit beside those of the grants"
        defaultValue={budget ? moneyInput({ minor: budget.amountMinor, currency: budget.currency }) : ""}
      />
      <TextField
        label="Quiet from"
        name="from"
        type="time"
        hint={`Nothing runs by itself; it asks. Clock of ${timeZone}`}
        defaultValue={quietHours?.from ?? ""}
      />
      <TextField
        label="Quiet until"
        name="to"
        type="time"
        hint="Both empty: never"
        defaultValue={quietHours?.to ?? ""}
      />
      <SelectField
        label="Somebody who is written to for the first time"
        name="newRecipientAsks"
        hint="Known is whoever got a mail that you approved"
        defaultValue={settings.newRecipientAsks ? "ask" : "run"}
      >
        <option value="ask">Ask me</option>
        <option value="run">As granted</option>
      </SelectField>
      <SelectField
        label="The highest risk that may run by itself"
        name="riskMost"
        hint="Whatever was granted"
        defaultValue={settings.riskMost}
      >
        <option value="read">Reading</option>
        <option value="internal">Changing my own records</option>
        <option value="external">What leaves the company</option>
        <option value="money">Moving money</option>
      </SelectField>
      <SaveBar busy={busy} error={error}>
        <Button onClick={() => onTry(read())}>Try on the last 90 days</Button>
      </SaveBar>
    </form>
  );
}
