import { ChoiceCard } from "#components/ui/choice-card.tsx";
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
        <ChoiceCard
          key={each.value}
          name="catchUp"
          value={each.value}
          title={each.title}
          detail={each.detail}
          checked={value === each.value}
          onChoose={() => onChange(each.value)}
        />
      ))}
    </fieldset>
  );
}
