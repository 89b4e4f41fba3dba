import { Section } from "#components/patterns/section.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ChangeView } from "#server/domains/autonomy/schema.ts";
import { levelWords } from "./autonomy-words.ts";

/** How the levels came to be what they are, newest first. */
export function ChangeListView({ changes }: { changes: ChangeView[] }) {
  return (
    <Section title="History" detail="Every change of a level, by you or by what an agent did.">
      {changes.length === 0 ? (
        <p className="text-soft">Nothing was changed so far: every agent suggests, and you decide.</p>
      ) : (
        <ol aria-label="Changes of autonomy" className="divide-y divide-line border-y border-line">
          {changes.map((change) => (
            <li key={change.id} className="grid gap-0.5 px-2 py-2.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-medium">
                  {plainName(change.agent)} · {change.action}: {levelWords[change.fromLevel].label} →{" "}
                  {levelWords[change.toLevel].label}
                </span>
                <span className="text-small text-faint">
                  <RelativeTime at={change.at} />
                </span>
              </p>
              <p className="text-small text-soft">{change.reason}</p>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
