import Form from "next/form";
import { PillLinks } from "#components/patterns/pill-links.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import type { AuditChoices } from "#server/domains/audit/schema.ts";
import { type AuditParameters, auditHref } from "./audit-address.ts";

type AuditFiltersProps = { chosen: AuditParameters; choices: AuditChoices };
type Choice = { value: string; label: string };

function Choose(props: { label: string; name: string; all: string; value: string | undefined; options: Choice[] }) {
  const { label, name, all, value, options } = props;
  // what the address names is offered, also when it occurs no more
  const known = !value || options.some((option) => option.value === value);
  return (
    <SelectField key={value} label={label} name={name} defaultValue={value ?? ""}>
      <option value="">{all}</option>
      {known ? null : <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </SelectField>
  );
}

/** Narrows the trail. What is chosen stands in the address, and works before any script has loaded. */
export function AuditFilters({ chosen, choices }: AuditFiltersProps) {
  const { search, contact, run, ...rest } = chosen;
  const { contact: _, ...withoutContact } = chosen;
  const { run: __, ...withoutRun } = chosen;
  const pills = [
    ...(contact
      ? [{ href: auditHref(withoutContact), label: `${choices.contact?.label ?? "One contact"} ×`, current: true }]
      : []),
    ...(run ? [{ href: auditHref(withoutRun), label: `${choices.run?.label ?? "One run"} ×`, current: true }] : []),
  ];
  return (
    <div className="grid grid-cols-1 gap-3">
      <Form action="/records/audit" role="search" aria-label="Audit trail" className="grid grid-cols-1 gap-3">
        <TextField
          key={search}
          label="Words"
          name="search"
          type="search"
          maxLength={200}
          placeholder="In what was done, the reason, the data"
          defaultValue={search}
        />
        <Disclosure summary="Filters" open={Object.keys(rest).length > 0}>
          <div className="grid grid-cols-1 gap-3 pt-1 sm:grid-cols-2 lg:grid-cols-3">
            <Choose label="Who" name="actor" all="Everybody" value={chosen.actor} options={choices.actors} />
            <Choose label="Agent" name="agent" all="All agents" value={chosen.agent} options={choices.agents} />
            <Choose label="What" name="action" all="Everything" value={chosen.action} options={choices.actions} />
            <TextField key={`from ${chosen.from}`} label="From" name="from" type="date" defaultValue={chosen.from} />
            <TextField key={`to ${chosen.to}`} label="To" name="to" type="date" defaultValue={chosen.to} />
          </div>
        </Disclosure>
        {contact ? <input type="hidden" name="contact" value={contact} /> : null}
        {run ? <input type="hidden" name="run" value={run} /> : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary">
            Search
          </Button>
          {Object.keys(chosen).length > 0 ? (
            <ButtonLink href="/records/audit" look="quiet">
              Show all
            </ButtonLink>
          ) : null}
        </div>
      </Form>
      {pills.length > 0 ? <PillLinks label="Only about" links={pills} /> : null}
    </div>
  );
}
