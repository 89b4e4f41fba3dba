import { plainName } from "#components/proposal/proposal-words.ts";
import type { AgentView } from "#server/domains/agent/schema.ts";

/** What an agent can be asked, and how it answers with no model at all. */
export function AgentIntents({ intents }: { intents: AgentView["intents"] }) {
  return (
    <ul className="grid grid-cols-1 gap-2.5 border-t border-line pt-3">
      {intents.map((intent) => (
        <li key={intent.name}>
          <p className="font-medium">{plainName(intent.name)}</p>
          <p className="max-w-prose text-small text-soft">{intent.purpose}</p>
          <p className="max-w-prose text-small text-faint">Without a model: {intent.offlineMethod}</p>
        </li>
      ))}
    </ul>
  );
}
