import type { Today } from "#server/domains/today/schema.ts";

function counted({ count, one, many }: { count: number; one: string; many: string }): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The day in one sentence; the first figure is the one to act on. */
export function TodaySentence({ today }: { today: Today }) {
  const risks = today.atRisk.length + today.reviewTasks.length;
  return (
    <h1 className="max-w-[34ch] text-display font-medium tracking-tight text-faint md:max-w-[44ch]">
      <span className={today.waitingCount > 0 ? "text-accent-ink" : "text-ink"}>
        {today.waitingCount > 0
          ? counted({ count: today.waitingCount, one: "proposal waits", many: "proposals wait" })
          : "Nothing waits"}{" "}
        for you
      </span>
      {risks > 0 ? (
        <>
          , <span className="text-warn">{counted({ count: risks, one: "thing is", many: "things are" })} at risk</span>
        </>
      ) : null}
      , <span className="text-ink">{today.doneCount > 0 ? today.doneCount : "nothing"} done</span> today.
    </h1>
  );
}
