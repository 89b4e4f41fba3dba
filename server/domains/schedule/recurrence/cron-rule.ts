import { Cron } from "croner";
import { invalidField } from "#server/kernel/errors.ts";
import type { WallRule } from "./wall-rule.ts";

const everyHour = /^(\*|\*\/1|0-23)$/;

/**
 * Reads a cron expression of five fields. Where both day fields are given, a day that fits either counts, as in every
 * cron; `L`, `W` and `#` are croner's.
 * @throws AppError invalid for the field `expression`
 */
export function cronRule(expression: string): WallRule {
  const fields = expression.trim().split(/\s+/);
  if (fields.length === 6 || fields.length === 7) {
    throw invalidField("expression", "has five fields: a schedule fires at most once a minute");
  }
  if (fields.length !== 5) throw invalidField("expression", "has five fields: minute, hour, day, month and weekday");
  const cron = parse(fields.join(" "));
  return {
    everyHour: everyHour.test(fields[1] ?? ""),
    *after(wall) {
      let next = cron.nextRun(new Date(wall));
      while (next) {
        yield next.getTime();
        next = cron.nextRun(next);
      }
    },
  };
}

function parse(pattern: string): Cron {
  try {
    // in UTC, where every wall time exists once: what zones do to it is not the pattern's business
    return new Cron(pattern, { timezone: "UTC", mode: "5-part", paused: true });
  } catch (error) {
    const words = error instanceof Error ? error.message.replace(/^CronPattern:?\s*/, "") : "";
    throw invalidField("expression", words || "is no cron expression");
  }
}
