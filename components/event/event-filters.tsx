import type { Route } from "next";
import Link from "next/link";
import { type EventKind, eventKinds, eventKindWords } from "./event-words.ts";

export function EventFilters({ kind }: { kind: EventKind | null }) {
  return (
    <nav aria-label="Events by kind">
      <ul className="flex flex-wrap gap-1.5">
        {[null, ...eventKinds].map((each) => (
          <li key={each ?? "all"}>
            <Link
              href={(each ? `/records/events?kind=${each}` : "/records/events") as Route}
              aria-current={each === kind ? "page" : undefined}
              className="inline-flex h-8 items-center rounded-full border border-line px-3 text-small text-soft hover:bg-hover aria-[current=page]:border-accent-ink aria-[current=page]:bg-accent-wash aria-[current=page]:text-accent-ink max-md:h-11"
            >
              {each ? eventKindWords[each] : "All"}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
