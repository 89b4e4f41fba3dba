import { z } from "zod";

const optional = z
  .string()
  .trim()
  .transform((text) => (text === "" ? undefined : text))
  .optional();
const optionalUrl = optional.refine((text) => text === undefined || URL.canParse(text), "must be a URL");
const flag = z
  .enum(["", "0", "1", "true", "false"])
  .default("")
  .transform((text) => text === "1" || text === "true");

/** Files go to Supabase with both, to the disk with neither; with one alone nobody would know where they are. */
function bothOrNeither(
  given: { SUPABASE_URL?: string | undefined; SUPABASE_SERVICE_ROLE_KEY?: string | undefined },
  context: z.core.$RefinementCtx,
): void {
  const pair = ["SUPABASE_URL", "SUPABASE_SERVICE_ROLE_KEY"] as const;
  const missing = pair.filter((name) => !given[name]);
  const [name] = missing;
  if (missing.length !== 1 || !name) return;
  const other = pair.find((each) => each !== name);
  context.addIssue({ code: "custom", path: [name], message: `must be set too, because ${other} is set` });
}

/** Every variable that the product reads. What each is for stands in `.env.example`; a test keeps the two the same. */
export const environmentSchema = z
  .object({
    DATABASE_URL: optionalUrl,
    DIRECT_URL: optionalUrl,
    ADJUTANT_SECRET: z
      .string()
      .min(32, "must be at least 32 characters of random text")
      .default("development-only-secret-do-not-use-it"),
    ADJUTANT_DATA: z.string().default(".adjutant"),
    ADJUTANT_GALLERY: flag,
    ADJUTANT_SAMPLE: flag,
    PORT: z.coerce.number("must be a port number").int().min(0).max(65535).default(3000),
    HOST: z.string().default("127.0.0.1"),
    NEXTAUTH_URL: optionalUrl,
    NEXTAUTH_SECRET: optional.refine(
      (text) => text === undefined || text.length >= 32,
      "must be at least 32 characters of random text",
    ),
    INNGEST_BASE_URL: optionalUrl,
    INNGEST_EVENT_KEY: optional,
    INNGEST_SIGNING_KEY: optional,
    INNGEST_SIGNING_KEY_FALLBACK: optional,
    INNGEST_DEV: optional,
    INNGEST_ENV: optional,
    INNGEST_SERVE_ORIGIN: optionalUrl,
    INNGEST_DASHBOARD_URL: optionalUrl,
    INNGEST_CLI: optional,
    SUPABASE_URL: optionalUrl,
    SUPABASE_SERVICE_ROLE_KEY: optional,
    SUPABASE_BUCKET: z.string().default("adjutant"),
    SMTP_URL: optional.refine(
      (text) => text === undefined || /^smtps?:\/\//.test(text),
      "must start with smtp:// or smtps://",
    ),
    MAIL_FROM: optional,
    VAPID_PRIVATE_KEY: optional.refine(
      (text) => text === undefined || /^[A-Za-z0-9_-]{43}$/.test(text),
      "must be 32 bytes in base64url: 43 characters",
    ),
    MODEL_FAST: optional.refine(
      (text) => text === undefined || /^(openai|anthropic|google|compatible):.+/.test(text),
      "must be <provider>:<model>, e.g. openai:gpt-5-mini",
    ),
    MODEL_API_KEY: optional,
    MODEL_BASE_URL: optionalUrl,
    EGRESS_ALLOW: optional,
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  })
  .superRefine(bothOrNeither);

/** The validated environment. */
export type Environment = z.output<typeof environmentSchema>;

/** Checks an environment: the values, or one sentence per wrong variable, each starting with its name. */
export function readEnvironment(
  source: Record<string, string | undefined>,
): { ok: true; value: Environment } | { ok: false; problems: string[] } {
  const result = environmentSchema.safeParse(source);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, problems: result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) };
}

let cached: Environment | undefined;

/**
 * This process's environment, checked once.
 * @throws Error that names every wrong variable
 */
export function env(): Environment {
  if (cached) return cached;
  const result = readEnvironment(process.env);
  if (!result.ok) throw new Error(`The environment is not valid. ${result.problems.join("; ")}`);
  cached = result.value;
  return cached;
}
