import { describe, expect, it } from "vitest";
import { AppError } from "#server/kernel/errors.ts";
import { persistently } from "./persistently.ts";

function failing(times: number, error: Error) {
  const calls = { count: 0 };
  const work = async () => {
    calls.count += 1;
    if (calls.count <= times) throw error;
    return "written";
  };
  return { calls, work };
}

describe("persistently", () => {
  it("tries again after a fault, as often as it was told", async () => {
    const { calls, work } = failing(2, new Error("connection lost"));
    expect(await persistently(work, [0, 0])).toBe("written");
    expect(calls.count).toBe(3);
  });

  it("gives up in the end, with the fault", async () => {
    const { calls, work } = failing(9, new Error("connection lost"));
    await expect(persistently(work, [0, 0])).rejects.toThrow("connection lost");
    expect(calls.count).toBe(3);
  });

  it("takes an answer for an answer", async () => {
    const { calls, work } = failing(9, new AppError("conflict", "taken over"));
    await expect(persistently(work, [0, 0])).rejects.toMatchObject({ code: "conflict" });
    expect(calls.count).toBe(1);
  });
});
