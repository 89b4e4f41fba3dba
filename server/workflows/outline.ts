import type { Step } from "./schema.ts";

/** One step as it is drawn. */
export type OutlineStep = {
  id: string;
  title: string;
  kind: Step["kind"];
  /** the agent that is asked, for agent steps */
  agent: string | null;
  /** 0 for the steps of the definition itself */
  depth: number;
  /** the branch of the step above that it stands in: yes, no, onEvent, onTimeout, each, or a parallel branch's id */
  branch: string | null;
};

/** The branches of a step, in the order of the document; none for a step that holds no others. */
export function branchesOf(step: Step): { id: string; title: string; steps: readonly Step[] }[] {
  switch (step.kind) {
    case "condition":
      return [
        { id: "yes", title: "yes", steps: step.yes },
        ...(step.no ? [{ id: "no", title: "no", steps: step.no }] : []),
      ];
    case "parallel":
      return step.branches.map(({ id, title, steps }) => ({ id, title, steps }));
    case "wait-for":
      return [
        ...(step.onEvent ? [{ id: "onEvent", title: "it happened", steps: step.onEvent }] : []),
        ...(step.onTimeout ? [{ id: "onTimeout", title: "it did not happen in time", steps: step.onTimeout }] : []),
      ];
    case "for-each":
      return [{ id: "each", title: "each", steps: step.steps }];
    default:
      return [];
  }
}

/** Every step of a definition in the order of the document, with where it stands. */
export function outlineOf(
  { steps }: { steps: readonly Step[] },
  depth = 0,
  branch: string | null = null,
): OutlineStep[] {
  return steps.flatMap((step) => {
    const agent = step.kind === "agent" ? step.agent : null;
    const own = { id: step.id, title: step.title, kind: step.kind, agent, depth, branch };
    return [own, ...branchesOf(step).flatMap((inner) => outlineOf(inner, depth + 1, inner.id))];
  });
}
