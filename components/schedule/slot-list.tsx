import Link from "next/link";
import { hrefs } from "#components/patterns/hrefs.ts";
import type { Tone } from "#components/ui/badge.tsx";
import { StatusDot } from "#components/ui/status-dot.tsx";
import type { ScheduleSlotView } from "#server/domains/schedule/schema.ts";
import { countWords } from "./schedule-words.ts";
import { SlotTime } from "./slot-time.tsx";

const tones: Record<ScheduleSlotView["outcome"], Tone> = { started: "good", skipped: "plain", refused: "bad" };

/** What became of a schedule's slots, newest first. */
export function SlotList({ slots, zone }: { slots: ScheduleSlotView[]; zone: string }) {
  if (slots.length === 0) {
    return <p className="text-small text-faint">No slot has come yet.</p>;
  }
  return (
    <ol aria-label="Slots so far" className="grid grid-cols-1 gap-2 text-small">
      {slots.map((slot) => (
        <li key={slot.at.getTime()} className="grid min-w-0 grid-cols-[auto_1fr] items-baseline gap-x-2">
          <StatusDot tone={tones[slot.outcome]} />
          <span>
            <SlotTime at={slot.at} zone={zone} />
            {slot.lastAt > slot.at ? (
              <>
                {" to "}
                <SlotTime at={slot.lastAt} zone={zone} />
              </>
            ) : null}
            <span className="pl-2 text-soft">
              {slot.runId ? (
                <Link href={hrefs.run(slot.runId)} className="text-accent-ink underline">
                  run started
                </Link>
              ) : (
                countWords(slot)
              )}
            </span>
            {slot.because ? <span className="block text-faint">{slot.because}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
