import { expect, it } from "vitest";
import { requireSecrets } from "./require-secrets.ts";

it("refuses to serve in production without secrets of its own, and says which are missing", () => {
  const secrets = { ADJUTANT_SECRET: "a".repeat(32), NEXTAUTH_SECRET: "b".repeat(32) };
  expect(() => requireSecrets({ NODE_ENV: "production", ...secrets })).not.toThrow();
  expect(() => requireSecrets({ NODE_ENV: "production" })).toThrow(/^ADJUTANT_SECRET and NEXTAUTH_SECRET must be set/);
  expect(() => requireSecrets({ NODE_ENV: "production", ...secrets, ADJUTANT_SECRET: "" })).toThrow(/^ADJUTANT_SECRET/);
  expect(() => requireSecrets({ NODE_ENV: "development" })).not.toThrow();
});
