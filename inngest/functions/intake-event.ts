import { buryDeadLetter } from "#server/domains/dead-letter/index.ts";
import { escalate } from "#server/domains/escalation/index.ts";
import { failEvent } from "#server/domains/event/index.ts";
import { inngest } from "../client.ts";
import { eventReceived } from "../events.ts";
import { failureMessage } from "../steps/failure-message.ts";
import { functionContext } from "../steps/run-scope.ts";
import { stepError } from "../steps/step-error.ts";
import { intakeEvent as understandEvent } from "./intake-steps.ts";

const retries = 4;

/** An event that cannot be understood is marked so and handed to the operator: it is kept, and blocks nothing. */
async function giveUp(facts: { workspaceId: string; eventId: string; message: string }): Promise<void> {
  const { workspaceId, eventId, message } = facts;
  const context = functionContext({ workspaceId, functionId: "intake-event" });
  const { failed } = await failEvent.execute(context, { eventId, message });
  if (!failed) return;
  await buryDeadLetter.execute(context, {
    kind: "event",
    subjectId: eventId,
    title: "An event could not be read",
    reason: message,
    attempts: retries + 1,
  });
  await escalate.execute(context, {
    key: `event:${eventId}`,
    eventId,
    title: "An event could not be read",
    happened: message,
    done: `It was tried ${retries + 1} times. It is kept as it arrived, and nothing was started for it.`,
  });
}

/**
 * Understands a received event: raw → canonical → intent → records. No step of its own: done again it finds the event
 * finished, and most events are this one call.
 */
export const intakeEvent = inngest.createFunction(
  {
    id: "intake-event",
    triggers: [{ event: eventReceived }],
    retries,
    onFailure: async ({ event, error, step }) => {
      const { workspaceId, eventId } = event.data.event.data as { workspaceId: string; eventId: string };
      const message = failureMessage(error);
      await step.run("give-up", () => giveUp({ workspaceId, eventId, message }));
    },
  },
  async ({ event }) => {
    const { workspaceId, eventId } = event.data;
    const context = functionContext({ workspaceId, functionId: "intake-event" });
    return understandEvent({ context, eventId }).catch((error: unknown) => {
      throw stepError(error);
    });
  },
);
