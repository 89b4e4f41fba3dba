import { hrefs } from "#components/patterns/hrefs.ts";
import { plainName } from "#components/proposal/proposal-words.ts";
import { Facts } from "#components/ui/facts.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AgentView } from "#server/domains/agent/schema.ts";
import { AgentIntents } from "./agent-intents.tsx";
import { TrackRecord } from "./track-record.tsx";

export function AgentListView({ agents }: { agents: AgentView[] }) {
  return (
    <ul className="grid grid-cols-1 gap-4">
      {agents.map((agent) => (
        <li key={agent.name}>
          <article className="grid gap-x-10 gap-y-4 rounded-lg border border-line bg-surface p-4 shadow-lift md:grid-cols-[minmax(0,1fr)_16rem] md:p-5">
            <div className="grid min-w-0 content-start gap-3">
              <div>
                <h2 className="text-title font-semibold">
                  <TextLink href={agent.name === "supervisor" ? "/agents/supervisor" : hrefs.agent(agent.name)}>
                    {plainName(agent.name)}
                  </TextLink>
                </h2>
                <p className="max-w-prose text-soft">{agent.purpose}</p>
              </div>
              <Facts
                facts={[
                  { label: "May propose", value: <Names names={agent.actions} empty="nothing: it only reports" /> },
                ]}
              />
              <AgentIntents intents={agent.intents} />
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
