import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { currentDefinitionsWithin, offWords } from "#server/domains/workflow/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { worstOf } from "#server/kernel/taint.ts";
import { checkedInput } from "./checked-input.ts";
import { requestRun } from "./request-run.ts";

/** A run within a run within a run: no deeper than this, so that workflows which start each other come to an end. */
const deepest = 5;

/**
 * A step of a run starts a run of another workflow, at the version that is current now. Once per step.
 * @throws AppError not_found; invalid, naming the fields of the input; precondition where it is switched off; limit
 */
export const startSubRun = defineCommand({
  name: "run.startSub",
  input: z.object({
    parentId: z.uuid(),
    /** path of the step */
    path: z.string().max(300),
    workflow: z.string().max(100),
    input: z.record(z.string(), z.json()),
  }),
  access: ["system"],
  run: async (scope, { parentId, path, workflow, input: given }): Promise<{ runId: string; name: string }> => {
    const { tx } = scope;
    const parent = await tx.run.findUniqueOrThrow({ where: { id: parentId } });
    let above = parent.parentId;
    for (let depth = 1; above; depth += 1) {
      if (depth >= deepest) throw new AppError("precondition", `Workflows start each other at most ${deepest} deep`);
      above = (await tx.run.findUnique({ where: { id: above }, select: { parentId: true } }))?.parentId ?? null;
    }
    const current = (await currentDefinitionsWithin(scope)).find((entry) => entry.workflow === workflow);
    if (!current) throw new AppError("not_found", `There is no workflow ${workflow}`);
    const { definition, version: workflowVersion, enabled, stage } = current;
    if (!enabled) throw new AppError("precondition", `${definition.name} is ${offWords(stage)}`);
    const input = await checkedInput(tx, definition.input, given);
    const { eventId, contactId } = parent;
    const about = definition.input.find((field) => field.type === "contact" && input[field.name]);
    const taint = worstOf(parent.taint);
    const facts = { eventId, workflow, workflowVersion, label: definition.name, input, parentId, taint };
    const { runId } = await requestRun.within(scope, {
      ...facts,
      // what a shadow run starts has no effects either, whatever its workflow's own stage
      shadow: parent.shadow || stage === "shadow",
      origin: `step:${parentId}:${path}`,
      contactId: about ? String(input[about.name]) : contactId,
    });
    return { runId, name: definition.name };
  },
});

/** How a run stands, for the run that waits for it. */
export const standingOfRun = defineQuery({
  name: "run.standing",
  input: z.object({ runId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { runId }) => {
    const run = await tx.run.findUnique({
      where: { id: runId },
      select: { status: true, summary: true, answer: true, taint: true, finishedAt: true, pausedAt: true },
    });
    if (!run) throw new AppError("not_found", "There is no such run");
    const { status, summary, answer } = run;
    return {
      status,
      summary,
      answer,
      taint: worstOf(run.taint),
      over: run.finishedAt !== null,
      paused: run.pausedAt !== null,
    };
  },
});
