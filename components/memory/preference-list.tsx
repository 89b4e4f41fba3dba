"use client";

import { hrefs } from "#components/patterns/hrefs.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { SelectField } from "#components/ui/field.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { PreferenceRow, PreferenceScope } from "#server/memory/preferences/schema.ts";

type PreferenceListProps = {
  preferences: PreferenceRow[];
  busyId: string | null;
  onScope: (id: string, scope: PreferenceScope | null) => void;
  onRemove: (id: string) => void;
};

const scopeLabels: Record<PreferenceScope, string> = {
  contact: "This contact",
  domain: "Their company",
  workflow: "This workflow",
  everyone: "Everyone",
};

/** What the operator's edits of drafts came to: for whom, how sure, and the edits that taught it. */
export function PreferenceList({ preferences, busyId, onScope, onRemove }: PreferenceListProps) {
  return (
    <ul aria-label="Learnt from your edits" className="divide-y divide-line border-y border-line">
      {preferences.map((preference) => (
        <Preference
          key={preference.id}
          preference={preference}
          busy={busyId === preference.id}
          onScope={(scope) => onScope(preference.id, scope)}
          onRemove={() => onRemove(preference.id)}
        />
      ))}
    </ul>
  );
}

type PreferenceProps = {
  preference: PreferenceRow;
  busy: boolean;
  onScope: (scope: PreferenceScope | null) => void;
  onRemove: () => void;
};

function Preference({ preference, busy, onScope, onRemove }: PreferenceProps) {
  const { text, agent, scope, scopeLabel, scopes, chosen, strength, against, evidence, edits, since } = preference;
  return (
    <li className="grid grid-cols-1 gap-2 px-2 py-3">
      <p className="font-medium break-words">{text}</p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-soft">
        <Badge tone="accent">{scopeLabel}</Badge>
        <span>{Math.round(strength * 100)} % sure</span>
        {against > 0 ? (
          <span>
            {against} {against === 1 ? "edit says" : "edits say"} otherwise
          </span>
        ) : null}
        <span>by the {agent} agent</span>
        <span className="text-faint">
          since <RelativeTime at={since} />
        </span>
      </p>
      <Disclosure summary={edits === 1 ? "The edit that taught it" : `The ${edits} edits that taught it`}>
        <ul className="grid grid-cols-1 gap-2 text-small">
          {evidence.map((edit) => (
            <li key={edit.proposalId} className="grid grid-cols-1 gap-0.5 wrap-anywhere">
              <TextLink href={hrefs.proposal(edit.proposalId)}>{edit.title}</TextLink>
              {edit.before ? <span className="text-soft line-through">{edit.before}</span> : null}
              <span>{edit.after || <span className="text-soft">left out</span>}</span>
            </li>
          ))}
        </ul>
      </Disclosure>
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          label="For whom"
          value={chosen ? scope : ""}
          disabled={busy}
          onChange={(event) => onScope(scopes.find((each) => each === event.target.value) ?? null)}
        >
          <option value="">As your edits say{chosen ? "" : `: ${scopeLabels[scope].toLowerCase()}`}</option>
          {scopes.map((each) => (
            <option key={each} value={each}>
              {scopeLabels[each]}
            </option>
          ))}
        </SelectField>
        <Button look="quiet" busy={busy} onClick={onRemove}>
          Remove
        </Button>
      </div>
    </li>
  );
}
