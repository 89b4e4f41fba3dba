import { compile } from "../expressions/index.ts";
import type { Definition, StepOf } from "../schema.ts";
import { everyStep } from "../walk.ts";
import { inputProblems } from "./input-problems.ts";
import { type Problem, within } from "./problem.ts";
import type { Vocabulary } from "./vocabulary.ts";

type Wrong = { at: string; message: string };
type AgentStep = StepOf<"agent">;
type ActionStep = StepOf<"action">;

const among = (names: readonly string[]) => (names.length > 0 ? `; there are ${names.join(", ")}` : "");
const namesOf = (all: readonly { name: string }[]) => among(all.map(({ name }) => name));

function agentProblems(step: AgentStep, { agents }: Vocabulary): Wrong[] {
  const agent = agents.find(({ name }) => name === step.agent);
  if (!agent) return [{ at: "agent", message: `there is no agent "${step.agent}"${namesOf(agents)}` }];
  const intent = agent.intents.find(({ name }) => name === step.intent);
  if (!intent)
    return [
      { at: "intent", message: `the ${agent.name} agent has no intent "${step.intent}"${namesOf(agent.intents)}` },
    ];
  return inputProblems(intent.input, step.input, "input");
}

function namedInput(
  all: readonly { name: string; input: Parameters<typeof inputProblems>[0] }[],
  named: { what: string; name: string; at: string; input: Record<string, unknown>; inputAt: string },
): Wrong[] {
  const found = all.find(({ name }) => name === named.name);
  if (!found) return [{ at: named.at, message: `there is no ${named.what} "${named.name}"${namesOf(all)}` }];
  return inputProblems(found.input, named.input, named.inputAt);
}

function actionProblems(step: ActionStep, { actions, reads }: Vocabulary): Wrong[] {
  const wrong: Wrong[] = [];
  const { action, input = {}, wanted, compensation } = step;
  if (action !== undefined)
    wrong.push(...namedInput(actions, { what: "action", name: action, at: "action", input, inputAt: "input" }));
  if (wanted)
    wrong.push(
      ...namedInput(reads, {
        what: "read",
        name: wanted.read,
        at: "wanted.read",
        input: wanted.input,
        inputAt: "wanted.input",
      }),
    );
  if (typeof compensation === "object")
    wrong.push(
      ...namedInput(actions, {
        what: "action",
        name: compensation.action,
        at: "compensation.action",
        input: compensation.input,
        inputAt: "compensation.input",
      }),
    );
  return wrong;
}

function subWorkflowProblems(step: StepOf<"sub-workflow">, { workflows }: Vocabulary): Wrong[] {
  const found = workflows.find(({ workflow }) => workflow === step.workflow);
  if (!found) {
    const names = among(workflows.map(({ workflow }) => workflow));
    return [{ at: "workflow", message: `there is no workflow "${step.workflow}"${names}` }];
  }
  const unknown = Object.keys(step.input).filter((key) => !found.input.some(({ name }) => name === key));
  const missing = found.input.filter(({ name, required }) => required && !(name in step.input));
  return [
    ...unknown.map((key) => ({ at: `input.${key}`, message: `the input of ${found.workflow} has no such field` })),
    ...missing.map(({ name }) => ({ at: `input.${name}`, message: "is missing" })),
  ];
}

/** The steps whose output an expression for a proposal looks at must be agent steps that leave their proposals open. */
function proposalProblems(definition: Definition, source: string, { agents }: Vocabulary): Wrong[] {
  const at = "proposal";
  let uses: ReturnType<typeof compile>;
  try {
    uses = compile(source);
  } catch {
    return [];
  }
  const { steps } = uses;
  // a loop may go through proposals: what its items are is only known when it runs
  if (uses.variables.includes("item")) return [];
  if (steps.length === 0)
    return [{ at, message: "must name a proposal of an agent step, e.g. steps['draft'].proposals[0]" }];
  return steps.flatMap((id): Wrong[] => {
    const step = everyStep(definition).find((visited) => visited.step.id === id)?.step;
    if (!step) return [];
    if (step.kind !== "agent") return [{ at, message: `"${id}" is no agent step: it makes no proposals` }];
    const agent = agents.find(({ name }) => name === step.agent);
    if (agent?.mayPropose.length === 0) return [{ at, message: `the ${agent.name} agent may not propose anything` }];
    if (step.settle === "now")
      return [{ at, message: `"${id}" settles its proposals itself; give it "settle": "later"` }];
    return [];
  });
}

/** Agents, intents, actions, reads and workflows that are not there, and inputs that do not fit them. */
export function nameProblems(definition: Definition, lost: ReadonlySet<string>, vocabulary: Vocabulary): Problem[] {
  return everyStep(definition).flatMap(({ step, field }) => {
    const wrong: Wrong[] = [];
    if (step.kind === "agent") wrong.push(...agentProblems(step, vocabulary));
    if (step.kind === "action") wrong.push(...actionProblems(step, vocabulary));
    if (step.kind === "sub-workflow") wrong.push(...subWorkflowProblems(step, vocabulary));
    if (step.kind === "read") {
      const { read: name, input } = step;
      wrong.push(...namedInput(vocabulary.reads, { what: "read", name, at: "read", input, inputAt: "input" }));
    }
    const proposal = step.kind === "action" || step.kind === "withdraw" ? step.proposal : undefined;
    if (proposal !== undefined && lost.size === 0) wrong.push(...proposalProblems(definition, proposal, vocabulary));
    return wrong.map(({ at, message }) => ({ step: step.id, field: within(field, at), message }));
  });
}
