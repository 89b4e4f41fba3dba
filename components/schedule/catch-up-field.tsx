import type { CatchUp } from "#server/domains/schedule/schema.ts";
import { catchUpWords } from "./schedule-words.ts";

/** What becomes of times that were missed because nothing was running. */
export function CatchUpField({ value, onChange }: { value: CatchUp; onChange: (value: CatchUp) => void }) {
  return (
    <fieldset className="grid grid-cols-1 gap-2 sm:grid-cols-3">
      <legend className="pb-1.5 text-small font-medium">
        When times were missed, because Adjutant was not running
      </legend>
      {catchUpWords.map((each) => (
        <label
          key={each.value}
          className="flex min-h-11 cursor-pointer items-start gap-2.5 rounded-md border border-line bg-surface p-3 has-checked:border-accent-ink has-checked:bg-accent-wash"
        >
          <input
            type="radio"
            name="catchUp"
            value={each.value}
            checked={value === each.value}
            onChange={() => onChange(each.value)}
            className="mt-1 accent-accent"
          />
          <span className="min-w-0">
            <span className="block font-medium">{each.title}</span>
            <span className="block text-small text-soft">{each.detail}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
