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
  /** its type too, where events of several types have one name: letters, digits, dots and the like */
  type?: string;
  timeout: Date | string;
  /** reads the row: whether what is waited for has happened already; or the data of the event that tells so */
  happened: () => Promise<boolean | Record<string, string | null> | null>;
  /** the data of the event, to send it again */
  wakeUp?: Record<string, string>;
};

/**
 * Waits for an event that may have been sent before the wait was registered. The second step runs once the wait is
 * registered, reads the row, and sends the wake-up again where it has happened already: so no wait hangs.
 * @returns whether it was woken; false on timeout
 */
export async function waitAndLookAgain(step: Steps, waiting: Waiting): Promise<boolean> {
  const { id, event, match, type, timeout, happened, wakeUp } = waiting;
  const which = `async.data.${match.field} == '${match.value}'${type ? ` && async.data.type == '${type}'` : ""}`;
  const [woken] = await Promise.all([
    step.waitForEvent(id, { event: event.name, if: which, timeout }),
    step.run(`${id}:look-again`, async () => {
      const found = await happened();
      if (found) await inngest.send({ name: event.name, data: found === true ? (wakeUp ?? {}) : found });
    }),
  ]);
  return woken !== null;
}
