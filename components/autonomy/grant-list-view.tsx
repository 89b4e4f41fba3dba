import { hrefs } from "#components/patterns/hrefs.ts";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { Section } from "#components/patterns/section.tsx";
import { plainName, riskWords } from "#components/proposal/proposal-words.ts";
import type { GrantView } from "#server/domains/autonomy/schema.ts";
import type { Risk } from "#server/domains/proposal/schema.ts";
import { capWords } from "./autonomy-words.ts";
import { LevelLadder } from "./level-ladder.tsx";

export type ActionWords = { name: string; description: string; risk: Risk };

/** Agents and what each may do with each of its actions. A row leads to where it is changed. */
export function GrantListView({ grants, actions }: { grants: GrantView[]; actions: ActionWords[] }) {
  const agents = [...new Set(grants.map(({ agent }) => agent))];
  return (
    <div className="grid grid-cols-1 gap-6">
      {agents.map((agent) => (
        <Section key={agent} title={plainName(agent)}>
          <RowList label={`Actions of the ${agent} agent`}>
            {grants
              .filter((grant) => grant.agent === agent)
              .map((grant) => (
                <GrantRow key={grant.action} grant={grant} action={actions.find(({ name }) => name === grant.action)} />
              ))}
          </RowList>
        </Section>
      ))}
    </div>
  );
}

function GrantRow({ grant, action }: { grant: GrantView; action: ActionWords | undefined }) {
  const caps = grant.level === "limited" || grant.level === "full" ? capWords(grant.caps) : [];
  const detail = caps.length ? caps.join(" · ") : action ? riskWords[action.risk] : "";
  return (
    <Row
      href={hrefs.grant(grant.agent, grant.action)}
      title={action?.description.replace(/\.$/, "") ?? grant.action}
      detail={detail}
      aside={<LevelLadder level={grant.level} />}
    />
  );
}
