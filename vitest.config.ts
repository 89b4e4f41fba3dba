import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{server,inngest,prisma,scripts,components,app,bench}/**/*.test.{ts,tsx}"],
    globalSetup: ["./scripts/vitest-setup.ts"],
    // one database per run, shared by the workers; each test makes its own workspace in it
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
