import { Cron } from "croner";
import { AppError } from "#server/kernel/errors.ts";
import { durationMilliseconds, timeAfter } from "./duration.ts";
import { compileExpression, type Expression } from "./expression.ts";
import type { ConcurrencyLimit, CronTrigger, FunctionDefinition } from "./function-definition.ts";
import { type RegisteredFunction, registeredFunction } from "./registered-function.ts";

const defaultRetries = 4;
const deferredSchedule = "inngest/deferred.schedule";

function refuse(functionId: string, option: string, reason: string, cause?: unknown): never {
  throw new AppError("invalid", `Function "${functionId}", option "${option}": ${reason}`, { cause });
}

/** Runs a check and names function and option in what it throws. */
function checked<T>(functionId: string, option: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return refuse(functionId, option, error.message, error);
    return refuse(functionId, option, error instanceof Error ? error.message : String(error), error);
  }
}

function parseRegistered(value: unknown): RegisteredFunction {
  const parsed = registeredFunction.safeParse(value);
  if (parsed.success) return parsed.data;
  const id = typeof value === "object" && value !== null && "id" in value ? String(value.id) : "(without id)";
  const issue = parsed.error.issues[0];
  const unknownKeys = issue?.code === "unrecognized_keys" ? issue.keys : [];
  const option = [...(issue?.path ?? []), ...unknownKeys].join(".");
  const reason =
    unknownKeys.length > 0 ? "is not supported by the embedded runner" : (issue?.message ?? "is not valid");
  return refuse(id, option || "definition", reason);
}

function cronTrigger(declared: string): CronTrigger {
  const zoned = /^TZ=(\S+)\s+(.+)$/.exec(declared);
  const trigger = { declared, pattern: (zoned?.[2] ?? declared).trim(), zone: zoned?.[1] ?? "UTC" };
  new Cron(trigger.pattern, { timezone: trigger.zone, paused: true }).nextRun();
  return trigger;
}

function concurrencyLimits(
  declared: RegisteredFunction["concurrency"],
  compile: (option: string, source?: string) => Expression | undefined,
): ConcurrencyLimit[] {
  const list = declared === undefined ? [] : Array.isArray(declared) ? declared : [declared];
  return list
    .map((entry) => (typeof entry === "number" ? { limit: entry } : entry))
    .filter((entry) => entry.limit > 0)
    .map((entry: { limit: number; key?: string; scope?: ConcurrencyLimit["scope"] }) => ({
      limit: entry.limit,
      key: compile("concurrency.key", entry.key),
      scope: entry.scope ?? "fn",
    }));
}

/**
 * Checks and compiles one function that a `serve` handler registered.
 * @throws AppError invalid, naming function and option, for whatever the runner cannot do
 */
export function defineFunction(value: unknown): FunctionDefinition {
  const fn = parseRegistered(value);
  const compile = (option: string, source?: string) =>
    source === undefined ? undefined : checked(fn.id, option, () => compileExpression(source));
  const duration = (option: string, text: string) => checked(fn.id, option, () => durationMilliseconds(text));
  const optionalDuration = (option: string, text?: string) => (text ? duration(option, text) : undefined);
  const attempts = Object.values(fn.steps)[0]?.retries?.attempts ?? defaultRetries;
  const { batchEvents, rateLimit, throttle, debounce, singleton, timeouts } = fn;
  const events = fn.triggers.flatMap((trigger) => {
    if (!("event" in trigger)) return [];
    if (trigger.event === deferredSchedule) return refuse(fn.id, "defer", "deferred functions are not supported");
    return [{ event: trigger.event, expression: compile("triggers.if", trigger.expression) }];
  });
  return {
    id: fn.id,
    name: fn.name ?? fn.id,
    maximumAttempts: attempts + 1,
    events,
    crons: fn.triggers.flatMap((trigger) =>
      "cron" in trigger ? [checked(fn.id, "triggers.cron", () => cronTrigger(trigger.cron))] : [],
    ),
    idempotency: compile("idempotency", fn.idempotency),
    batch: batchEvents && {
      maximumSize: batchEvents.maxSize,
      timeout: duration("batchEvents.timeout", batchEvents.timeout),
      key: compile("batchEvents.key", batchEvents.key),
      condition: compile("batchEvents.if", batchEvents.if),
    },
    rateLimit: rateLimit && {
      limit: rateLimit.limit,
      period: duration("rateLimit.period", rateLimit.period),
      key: compile("rateLimit.key", rateLimit.key),
    },
    throttle: throttle && {
      limit: throttle.limit,
      period: duration("throttle.period", throttle.period),
      burst: Math.max(1, throttle.burst ?? 1),
      key: compile("throttle.key", throttle.key),
    },
    debounce: debounce && {
      period: duration("debounce.period", debounce.period),
      timeout: optionalDuration("debounce.timeout", debounce.timeout),
      key: compile("debounce.key", debounce.key),
    },
    concurrency: concurrencyLimits(fn.concurrency, compile),
    priority: compile("priority.run", fn.priority?.run),
    singleton: singleton && { mode: singleton.mode, key: compile("singleton.key", singleton.key) },
    timeouts: {
      start: optionalDuration("timeouts.start", timeouts?.start),
      finish: optionalDuration("timeouts.finish", timeouts?.finish),
    },
    cancel: (fn.cancel ?? []).map((rule) => {
      compile("cancelOn.if", rule.if);
      checked(fn.id, "cancelOn.timeout", () => timeAfter(rule.timeout ?? "", new Date(0)));
      return { event: rule.event, condition: rule.if, timeout: rule.timeout };
    }),
  };
}
