"use client";

import { useState } from "react";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { moneyInput } from "#components/ui/money-format.ts";
import type { Caps } from "#server/domains/autonomy/schema.ts";

type CapFieldsProps = {
  caps: Caps;
  currency: string;
  /** whether the action can move money, and whether it reaches somebody */
  money: boolean;
  outward: boolean;
};

const amount = (cap: Caps["perDay"]) => (cap ? moneyInput({ minor: cap.amountMinor, currency: cap.currency }) : "");

/** The caps of a grant. Empty fields cap nothing. */
export function CapFields({ caps, currency, money, outward }: CapFieldsProps) {
  const { recipients } = caps;
  const [reach, setReach] = useState(typeof recipients === "object" ? "domains" : (recipients ?? "anyone"));
  return (
    <fieldset className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <legend className="pb-2 text-small text-soft">
        Caps count what ran by itself in the last hour or 24 hours, not what you approved.
      </legend>
      <TextField
        label="At most in an hour"
        name="countPerHour"
        inputMode="numeric"
        defaultValue={caps.countPerHour ?? ""}
      />
      <TextField
        label="At most in 24 hours"
        name="countPerDay"
        inputMode="numeric"
        defaultValue={caps.countPerDay ?? ""}
      />
      {money ? (
        <>
          <TextField
            label={`Most money each, in ${currency}`}
            name="perEffect"
            inputMode="decimal"
            defaultValue={amount(caps.perEffect)}
          />
          <TextField
            label={`Most money in 24 hours, in ${currency}`}
            name="perDay"
            inputMode="decimal"
            defaultValue={amount(caps.perDay)}
          />
        </>
      ) : null}
      {outward ? (
        <SelectField
          label="To whom"
          name="recipients"
          value={reach}
          onChange={(event) => setReach(event.currentTarget.value as typeof reach)}
        >
          <option value="anyone">Anyone</option>
          <option value="known">Only who got something that you approved</option>
          <option value="domains">Only these mail domains</option>
        </SelectField>
      ) : null}
      {outward && reach === "domains" ? (
        <TextField
          label="Mail domains"
          name="domains"
          hint="e.g. example.com, example.org"
          defaultValue={typeof recipients === "object" ? recipients.domains.join(", ") : ""}
        />
      ) : null}
    </fieldset>
  );
}
