import { pino } from "pino";

/** Structured log to standard error. Never give it bodies, secrets or message texts: ids and counts only. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? (process.env.VITEST ? "silent" : "info"),
    redact: ["*.secret", "*.passphrase", "*.token", "*.key", "*.authorization", "*.cookie"],
    serializers: { error: pino.stdSerializers.err },
  },
  pino.destination({ fd: 2, sync: true }),
);
