import type { Today } from "#server/domains/today/schema.ts";

const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });

/** Events in, effects out, day by day. The figures stand in a table for who cannot see the bars. */
export function ActivityChart({ activity }: { activity: Today["activity"] }) {
  const top = Math.max(1, ...activity.map((day) => Math.max(day.events, day.effects)));
  const height = (count: number) => `${count === 0 ? 0 : Math.max(4, (count / top) * 100)}%`;
  return (
    <figure className="grid grid-cols-1 gap-2">
      <div aria-hidden="true" className="flex h-24 items-stretch gap-2 border-b border-line">
        {activity.map((day) => (
          <div key={day.day} className="flex flex-1 items-end justify-center gap-0.5">
            <span className="w-full max-w-3.5 rounded-t-[2px] bg-edge/55" style={{ height: height(day.events) }} />
            <span className="w-full max-w-3.5 rounded-t-[2px] bg-accent" style={{ height: height(day.effects) }} />
          </div>
        ))}
      </div>
      <div aria-hidden="true" className="flex gap-2 text-center text-caption text-faint">
        {activity.map((day) => (
          <span key={day.day} className="flex-1">
            {weekday.format(new Date(`${day.day}T00:00:00Z`)).slice(0, 2)}
          </span>
        ))}
      </div>
      <figcaption className="flex gap-4 text-small text-soft">
        <Legend colour="bg-edge/55" words={`${sum(activity.map((day) => day.events))} events in`} />
        <Legend colour="bg-accent" words={`${sum(activity.map((day) => day.effects))} effects out`} />
      </figcaption>
      <table className="sr-only">
        <caption>Events and effects of the last seven days</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Events</th>
            <th scope="col">Effects</th>
          </tr>
        </thead>
        <tbody>
          {activity.map((day) => (
            <tr key={day.day}>
              <th scope="row">{day.day}</th>
              <td>{day.events}</td>
              <td>{day.effects}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Legend({ colour, words }: { colour: string; words: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={`size-2.5 rounded-[2px] ${colour}`} />
      {words}
    </span>
  );
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
