import { expect, it } from "vitest";
import { reportReadiness } from "#server/kernel/readiness.ts";
import { liveness, readiness } from "./health.ts";

it("is live while it answers, and ready once database and runner are", async () => {
  expect(liveness().status).toBe(200);
  const starting = await readiness();
  expect([starting.status, await starting.json()]).toEqual([
    503,
    { status: "starting", database: "up", runner: "down" },
  ]);
  reportReadiness("runner", () => {
    throw new Error("not yet");
  });
  expect((await readiness()).status).toBe(503);
  reportReadiness("runner", async () => true);
  const ready = await readiness();
  expect([ready.status, await ready.json()]).toEqual([200, { status: "ready", database: "up", runner: "up" }]);
});
