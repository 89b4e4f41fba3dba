import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SlotTime } from "./slot-time.tsx";

/** The next slots, the first with how long it takes until then. */
export function NextSlots({ next, zone, label }: { next: Date[]; zone: string; label: string }) {
  return (
    <ol aria-label={label} className="grid justify-items-start gap-1 text-small">
      {next.map((at, index) => (
        <li key={at.getTime()} className={index === 0 ? "font-medium" : "text-soft"}>
          <SlotTime at={at} zone={zone} />
          {index === 0 ? (
            <span className="pl-2 font-normal text-faint">
              <RelativeTime at={at} />
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
