import { plainName } from "#components/proposal/proposal-words.ts";
import { Facts } from "#components/ui/facts.tsx";

/** One agent's declaration with its track record, as the Agents screen shows it. */
export type AgentView = {
  name: string;
  purpose: string;
  intents: string[];
  actions: string[];
  method: string;
  proposals: { total: number; approved: number; edited: number; rejected: number };
};

export function AgentListView({ agents }: { agents: AgentView[] }) {
  return (
    <ul className="grid grid-cols-1 gap-4">
      {agents.map((agent) => (
        <li key={agent.name}>
          <article className="grid gap-x-10 gap-y-4 rounded-lg border border-line bg-surface p-4 shadow-lift md:grid-cols-[minmax(0,1fr)_16rem] md:p-5">
            <div className="grid min-w-0 content-start gap-3">
              <div>
                <h2 className="text-title font-semibold">{plainName(agent.name)}</h2>
                <p className="max-w-prose text-soft">{agent.purpose}</p>
              </div>
              <Facts
                facts={[
                  { label: "Works by", value: agent.method },
                  { label: "Understands", value: <Names names={agent.intents} empty="nothing yet" /> },
                  { label: "May propose", value: <Names names={agent.actions} empty="nothing: it only reports" /> },
                ]}
              />
            </div>
            <TrackRecord proposals={agent.proposals} />
          </article>
        </li>
      ))}
    </ul>
  );
}

function Names({ names, empty }: { names: string[]; empty: string }) {
  return names.length === 0 ? (
    <span className="text-soft">{empty}</span>
  ) : (
    <span className="flex flex-wrap gap-1">
      {names.map((name) => (
        <code key={name} className="rounded-sm bg-hover px-1.5 font-mono text-caption leading-5 text-soft">
          {name}
        </code>
      ))}
    </span>
  );
}

/** How the operator decided on what this agent proposed. */
function TrackRecord({ proposals }: { proposals: AgentView["proposals"] }) {
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
        {total} {total === 1 ? "proposal" : "proposals"}, {decided} decided
      </p>
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
    </div>
  );
}
