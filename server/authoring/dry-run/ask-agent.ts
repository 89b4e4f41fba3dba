import type { Agent, Outcome } from "#server/agents/contract.ts";
import { decide } from "#server/agents/decide.ts";
import { agents } from "#server/agents/registry.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { recall } from "#server/memory/index.ts";
import type { AgentRequest, Facts } from "#server/workflows/interpreter/index.ts";

const idOf = (value: unknown): string | null =>
  typeof value === "object" && value !== null && "id" in value && typeof value.id === "string" ? value.id : null;

/**
 * Asks an agent as a run does: recalls, decides, with the model cut to its budget. Takes no snapshot and notes nothing.
 * @throws AppError precondition where the agent lacks what it needs
 */
export async function askDry(
  context: Context,
  request: AgentRequest,
  facts: Facts,
): Promise<{ agent: Agent; outcome: Outcome }> {
  const agent = agents.find(({ name }) => name === request.agent);
  if (!agent) throw new AppError("precondition", `There is no agent ${request.agent} for ${request.intent}`);
  const contactId = idOf(request.input.contact) ?? idOf(facts.contact);
  const subjects = [
    ...(contactId ? [{ kind: "contact", id: contactId }] : []),
    { kind: "workspace", id: context.workspaceId },
  ];
  const memory = await recall.execute(context, { reader: agent.name, subjects, about: request.about });
  const { outcome } = await decide({
    ...{ agent, intent: request.intent, input: request.input, memory, now: context.clock.now() },
    ...{ lessons: [], preferences: [], guidance: [], standing: null },
  });
  return { agent, outcome };
}
