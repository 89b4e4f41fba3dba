import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { isGone, ownIdentity } from "./process-identity.ts";

test("this process lives; one that ended is gone, though only as seen from this machine", async () => {
  const own = ownIdentity();
  expect(isGone(own)).toBe(false);
  const child = spawn(process.execPath, ["-e", ""]);
  const pid = child.pid ?? 0;
  await once(child, "exit");
  expect(isGone({ ...own, pid, startedAt: "1" })).toBe(true);
  expect(isGone({ ...own, pid, host: "another machine" })).toBe(false);
});

test.runIf(process.platform === "linux")("a pid that a later process got does not keep the earlier one alive", () => {
  expect(isGone({ ...ownIdentity(), startedAt: "1" })).toBe(true);
});
