"use client";

import { SelectField, TextArea, TextField } from "#components/ui/field.tsx";
import { dayWords, type RecurrenceText, type SimpleRule, weekdays } from "./simple-rule.ts";

/** What the form holds: a common rhythm, or an expression as the expert writes it. */
export type Rhythm = { simple: SimpleRule; expert: RecurrenceText | null };

const common: { value: SimpleRule["every"]; label: string }[] = [
  { value: "day", label: "Every day" },
  { value: "weekday", label: "Monday to Friday" },
  { value: "week", label: "Every week" },
  { value: "fortnight", label: "Every two weeks" },
  { value: "month", label: "Every month" },
];
const monthDays: SimpleRule["day"][] = [...Array.from({ length: 28 }, (_, index) => index + 1), "last"];

type RhythmFieldsProps = {
  rhythm: Rhythm;
  /** what the simple rule says, where the expert begins */
  written: RecurrenceText;
  onChange: (rhythm: Rhythm) => void;
};

export function RhythmFields({ rhythm, written, onChange }: RhythmFieldsProps) {
  const { simple, expert } = rhythm;
  const choose = (value: string) => {
    if (value === "cron" || value === "rrule") {
      const expression = written.kind === value ? written.expression : value === "cron" ? "0 9 * * 1" : example;
      onChange({ simple, expert: { kind: value, expression } });
      return;
    }
    const every = common.find((each) => each.value === value)?.value ?? simple.every;
    onChange({ simple: { ...simple, every }, expert: null });
  };
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <SelectField
        label="Repeats"
        value={expert ? expert.kind : simple.every}
        onChange={(event) => choose(event.target.value)}
      >
        {common.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
        <optgroup label="For experts">
          <option value="cron">Cron expression</option>
          <option value="rrule">Calendar rule (RRULE)</option>
        </optgroup>
      </SelectField>
      {expert ? (
        <ExpertField expert={expert} onChange={(next) => onChange({ simple, expert: next })} />
      ) : (
        <SimpleFields simple={simple} onChange={(next) => onChange({ simple: next, expert: null })} />
      )}
    </div>
  );
}

const example = "DTSTART:20270104T090000\nRRULE:FREQ=MONTHLY;BYDAY=1MO";

type ExpertFieldProps = { expert: RecurrenceText; onChange: (expert: RecurrenceText) => void };

function ExpertField({ expert, onChange }: ExpertFieldProps) {
  const shared = { spellCheck: false, autoCapitalize: "off", value: expert.expression };
  return expert.kind === "cron" ? (
    <TextField
      {...shared}
      label="Cron expression"
      hint="Minute, hour, day, month and weekday"
      onChange={(event) => onChange({ ...expert, expression: event.target.value })}
    />
  ) : (
    <div className="sm:col-span-2">
      <TextArea
        {...shared}
        label="Calendar rule"
        hint="A line DTSTART with the first time on the wall, and a line RRULE as in RFC 5545"
        onChange={(event) => onChange({ ...expert, expression: event.target.value })}
      />
    </div>
  );
}

type SimpleFieldsProps = { simple: SimpleRule; onChange: (simple: SimpleRule) => void };

function SimpleFields({ simple, onChange }: SimpleFieldsProps) {
  const { every, time, weekday, day } = simple;
  return (
    <>
      {every === "week" || every === "fortnight" ? (
        <SelectField
          label="On"
          value={String(weekday)}
          onChange={(event) => onChange({ ...simple, weekday: Number(event.target.value) })}
        >
          {[1, 2, 3, 4, 5, 6, 0].map((each) => (
            <option key={each} value={each}>
              {weekdays[each]}
            </option>
          ))}
        </SelectField>
      ) : null}
      {every === "month" ? (
        <SelectField
          label="On the"
          value={String(day)}
          onChange={(event) => {
            const { value } = event.target;
            onChange({ ...simple, day: value === "last" ? "last" : Number(value) });
          }}
        >
          {monthDays.map((each) => (
            <option key={each} value={each}>
              {dayWords(each)}
            </option>
          ))}
        </SelectField>
      ) : null}
      <TextField
        label="At"
        type="time"
        required
        value={time}
        onChange={(event) => onChange({ ...simple, time: event.target.value || time })}
      />
    </>
  );
}
