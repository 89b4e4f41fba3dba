import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StatusDot } from "#components/ui/status-dot.tsx";
import type { RunDeadline } from "#server/domains/run/schema.ts";
import { lengthWords } from "./length-words.ts";

const tones = { met: "good", breached: "bad", held: "accent", running: "plain" } as const;

function Standing({ deadline }: { deadline: RunDeadline }) {
  const { state, tookMs, withinMs, dueAt } = deadline;
  const promised = lengthWords(withinMs);
  if (state === "met") return <>{`in time: ${lengthWords(tookMs ?? 0)} of ${promised}`}</>;
  if (state === "held") return <>{`waits for you; its clock of ${promised} stands still`}</>;
  if (state === "breached") {
    return (
      <>{tookMs === null ? `late: more than ${promised}` : `late: ${lengthWords(tookMs)} instead of ${promised}`}</>
    );
  }
  return (
    <>
      {promised}, due <RelativeTime at={dueAt} />
    </>
  );
}

/** The run's promises of time, one line each: kept, broken, or still to be kept. */
export function RunDeadlines({ deadlines }: { deadlines: RunDeadline[] }) {
  if (deadlines.length === 0) return null;
  return (
    <ul aria-label="Promises of time" className="grid grid-cols-1 gap-1.5 text-small">
      {deadlines.map((deadline) => (
        <li key={deadline.path} className="flex items-baseline gap-2">
          <StatusDot tone={tones[deadline.state]} />
          <span className="flex min-w-0 flex-wrap gap-x-2">
            <span>{deadline.title}</span>
            <span className={`tabular-nums ${deadline.state === "breached" ? "text-bad" : "text-soft"}`}>
              <Standing deadline={deadline} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
