import { z } from "zod";

const key = z.string().optional();
const limited = { limit: z.number().int().positive(), key };

const concurrencyOption = z.strictObject({
  limit: z.number().int().nonnegative(),
  key,
  scope: z.enum(["fn", "env", "account"]).optional(),
});

/** What a `serve` handler answers for one function: every option that the runner knows. Any other is refused. */
export const registeredFunction = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(
    z.union([
      z.strictObject({ event: z.string().min(1), expression: z.string().optional() }),
      z.strictObject({ cron: z.string().min(1) }),
    ]),
  ),
  steps: z.record(
    z.string(),
    z.strictObject({
      id: z.string(),
      name: z.string(),
      runtime: z.strictObject({ type: z.literal("http"), url: z.string() }),
      retries: z.strictObject({ attempts: z.number().int().min(0).max(20).optional() }).optional(),
    }),
  ),
  idempotency: z.string().optional(),
  batchEvents: z
    .strictObject({ maxSize: z.number().int().positive(), timeout: z.string(), key, if: z.string().optional() })
    .optional(),
  rateLimit: z.strictObject({ ...limited, period: z.string() }).optional(),
  throttle: z
    .strictObject({ ...limited, period: z.string(), burst: z.number().int().nonnegative().optional() })
    .optional(),
  debounce: z.strictObject({ key, period: z.string(), timeout: z.string().optional() }).optional(),
  concurrency: z
    .union([z.number().int().nonnegative(), concurrencyOption, z.array(concurrencyOption).max(2)])
    .optional(),
  priority: z.strictObject({ run: z.string().optional() }).optional(),
  singleton: z.strictObject({ key, mode: z.enum(["skip", "cancel"]) }).optional(),
  timeouts: z.strictObject({ start: z.string().optional(), finish: z.string().optional() }).optional(),
  cancel: z
    .array(z.strictObject({ event: z.string().min(1), if: z.string().optional(), timeout: z.string().optional() }))
    .max(5)
    .optional(),
});

/** One function as the SDK registers it. */
export type RegisteredFunction = z.infer<typeof registeredFunction>;
