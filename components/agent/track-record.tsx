import type { AgentView } from "#server/domains/agent/schema.ts";

/** How the operator decided on what this agent proposed. */
export function TrackRecord({ proposals }: { proposals: AgentView["proposals"] }) {
  const { total, approved, edited, rejected } = proposals;
  const decided = approved + edited + rejected;
  if (total === 0) {
    return (
      <p className="content-start text-small text-soft md:border-l md:border-line md:pl-6">
        It has not proposed anything yet.
      </p>
    );
  }
  const parts = [
    { label: "approved as it was", count: approved, colour: "bg-good" },
    { label: "edited first", count: edited, colour: "bg-warn" },
    { label: "rejected", count: rejected, colour: "bg-bad" },
  ];
  return (
    <div className="grid content-start gap-2 text-small md:border-l md:border-line md:pl-6">
      <p className="font-medium">
        {total} {total === 1 ? "proposal" : "proposals"}, {decided === 0 ? "none" : decided} decided
        {decided === 0 ? " yet" : ""}
      </p>
      {decided > 0 ? (
        <>
          <div aria-hidden="true" className="flex h-1.5 gap-px overflow-hidden rounded-full bg-line">
            {parts.map((part) =>
              part.count > 0 ? (
                <span key={part.label} className={part.colour} style={{ width: `${(part.count / decided) * 100}%` }} />
              ) : null,
            )}
          </div>
          <ul className="grid grid-cols-1 gap-0.5 text-soft">
            {parts.map((part) => (
              <li key={part.label} className="flex items-center gap-2">
                <span aria-hidden="true" className={`size-2 rounded-full ${part.colour}`} />
                {part.count} {part.label}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
