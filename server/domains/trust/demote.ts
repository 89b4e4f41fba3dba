import type { CommandScope } from "#server/commands/define-command.ts";
import { lockGrant, writeGrant } from "#server/domains/autonomy/index.ts";
import { notify } from "#server/domains/notification/index.ts";
import { newId } from "#server/kernel/ids.ts";

type Demotion = { agent: string; action: string; from: string; proposalId: string; because: string };

/** Takes an agent's action back to `suggest`: from this transaction on everything asks again, and the operator is told. */
export async function demote(
  scope: CommandScope,
  { agent, action, from, proposalId, because }: Demotion,
): Promise<void> {
  const { bar } = await lockGrant(scope, { agent, action });
  const evidence = { proposalId };
  await writeGrant(scope, {
    agent,
    action,
    level: "suggest",
    caps: {},
    bar,
    kind: "demoted",
    reason: because,
    evidence,
  });
  await notify.within(scope, {
    key: `demoted:${agent}:${action}:${newId()}`,
    title: `The ${agent} agent asks again before ${action}`,
    text: `${because}. It was at ${from}, and everything of this kind waits for you again.`,
  });
}
