import type { EventType } from "inngest";
import { inngest } from "../client.ts";
import type { Steps } from "./run-scope.ts";

type Waiting = {
  /** the step's id */
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: any catalogue event; its own schema checks what is sent
  event: EventType<string, any>;
  /** which of these events is meant; ids only, so that no value can leave its quotes */
  match: { field: string; value: string };
  timeout: Date | string;
  /** reads the row: whether what is waited for has happened already */
  happened: () => Promise<boolean>;
  /** the data of the event, to send it again */
  wakeUp: Record<string, string>;
};

/**
 * Waits for an event that may have been sent before the wait was registered. The second step runs once the wait is
 * registered, reads the row, and sends the wake-up again where it has happened already: so no wait hangs.
 * @returns whether it was woken; false on timeout
 */
export async function waitAndLookAgain(step: Steps, waiting: Waiting): Promise<boolean> {
  const { id, event, match, timeout, happened, wakeUp } = waiting;
  const [woken] = await Promise.all([
    step.waitForEvent(id, { event: event.name, if: `async.data.${match.field} == '${match.value}'`, timeout }),
    step.run(`${id}:look-again`, async () => {
      if (await happened()) await inngest.send({ name: event.name, data: wakeUp });
    }),
  ]);
  return woken !== null;
}
