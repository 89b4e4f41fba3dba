import { briefOfRun, type RunBrief } from "#server/domains/run/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type RunScope, runStep } from "./run-scope.ts";

/** A message that can be answered: somebody with a mail address wrote something. `now` is taken once, for replays. */
export type Letter = RunBrief & {
  contact: { id: string; name: string; email: string };
  message: NonNullable<RunBrief["message"]>;
  now: string;
};

/** Gathers a run's records in one step; what cannot be answered ends the run at once. */
export function gatherLetter(scope: RunScope): Promise<Letter> {
  const { context, runId } = scope;
  return runStep(scope, { id: "gather", title: "Gather what is known" }, async () => {
    const brief = await briefOfRun.execute(context, { runId });
    const { contact, message } = brief;
    if (!contact || !message) throw new AppError("precondition", "The event carries no message of a known contact");
    const { email } = contact;
    if (!email) throw new AppError("precondition", `${contact.name} has no mail address to answer to`);
    return { ...brief, contact: { ...contact, email }, message, now: context.clock.now().toISOString() };
  });
}
