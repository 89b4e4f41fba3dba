import { NonRetriableError, RetryAfterError } from "inngest";
import { describe, expect, it } from "vitest";
import { AppError } from "#server/kernel/errors.ts";
import { runnerError, within } from "./tries.ts";

const outage = new AppError("unavailable", "The provider does not answer");
const retries = { most: 3, backoff: "10s", growth: 3, longest: "1m" };
const pauseOf = (error: unknown) => (error instanceof RetryAfterError ? Number(error.retryAfter) : null);

describe("the tries of a step", () => {
  it("have the pauses that the definition says, each longer up to the longest", () => {
    const pauses = [1, 2, 3].map((failures) => pauseOf(runnerError({ retries }, outage, failures)));
    expect(pauses).toEqual([10, 30, 60]);
  });

  it("are used up", () => {
    const error = runnerError({ retries }, outage, 4);
    expect(error).toBeInstanceOf(NonRetriableError);
    expect(error).toMatchObject({ message: "The provider does not answer" });
    expect(runnerError({ retries: { ...retries, most: 0 } }, outage, 1)).toBeInstanceOf(NonRetriableError);
  });

  it("are five, with the runner's own pauses, where the definition says nothing", () => {
    expect(runnerError({ retries: undefined }, outage, 4)).toBe(outage);
    expect(runnerError({ retries: undefined }, outage, 5)).toBeInstanceOf(NonRetriableError);
  });

  it("end at once where a repeat cannot mend it, and wait as long as the other side asks", () => {
    expect(runnerError({ retries }, new AppError("not_found", "Gone"), 1)).toBeInstanceOf(NonRetriableError);
    const busy = new AppError("limit", "Too many", { details: { retryAfterSeconds: 7 } });
    expect(pauseOf(runnerError({ retries }, busy, 1))).toBe(7);
  });

  it("do not show the operator what was not written for them", () => {
    expect(runnerError({ retries }, new TypeError("x is not a function"), 4)).toMatchObject({
      message: expect.stringMatching(/^A step failed with an unexpected fault/),
    });
  });
});

describe("the time of one try", () => {
  it("is bounded where the definition says so", async () => {
    const never = new Promise<string>(() => undefined);
    await expect(within("1s", () => never)).rejects.toMatchObject({
      code: "unavailable",
      message: "It took longer than 1s",
    });
    await expect(within("1s", async () => "done")).resolves.toBe("done");
    await expect(within(undefined, async () => "done")).resolves.toBe("done");
  });
});
