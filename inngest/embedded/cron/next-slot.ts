import { Cron } from "croner";
import type { CronTrigger } from "../function-definition.ts";

/** The first time after `after` at which a cron trigger fires in its zone; null when there is none. */
export function nextSlot(trigger: Pick<CronTrigger, "pattern" | "zone">, after: Date): Date | null {
  return new Cron(trigger.pattern, { timezone: trigger.zone, paused: true }).nextRun(after);
}
