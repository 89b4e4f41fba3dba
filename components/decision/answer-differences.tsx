import { Notice } from "#components/patterns/notice.tsx";
import type { AskedAgain } from "#server/authoring/schema.ts";

/** Where the agent's answer differs from the one of then; nothing of it was done. */
export function AnswerDifferences({ asked }: { asked: AskedAgain }) {
  const { differences, memory, model, now } = asked;
  const given = memory === "then" ? "With the memory as it was" : "With the memory of now";
  if (differences.length === 0) {
    return (
      <div role="status">
        <Notice tone="info" title={`${given}, the answer is the same`}>
          {now.proposals.length === 1 ? "1 proposal" : `${now.proposals.length} proposals`}, to the letter, by{" "}
          {model ?? "the offline method"}.
        </Notice>
      </div>
    );
  }
  return (
    <div role="status" className="grid grid-cols-1 gap-2 text-small">
      <p className="font-medium">
        {given}, the answer differs in {differences.length === 1 ? "1 place" : `${differences.length} places`}
      </p>
      <ul aria-label="Differences of the answer" className="divide-y divide-line border-y border-line">
        {differences.map(({ place, before, now: after }) => (
          <li
            key={place}
            className="grid min-w-0 grid-cols-1 gap-1 py-2 md:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1fr)] md:gap-x-4"
          >
            <span className="break-words text-faint">{place}</span>
            <p className="min-w-0 rounded-sm bg-bad-wash px-2 py-1 break-words whitespace-pre-wrap">
              <span className="text-soft">Then: </span>
              {before ?? "nothing"}
            </p>
            <p className="min-w-0 rounded-sm bg-good-wash px-2 py-1 break-words whitespace-pre-wrap">
              <span className="text-soft">Again: </span>
              {after ?? "nothing"}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
