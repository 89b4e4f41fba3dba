import { afterAll, describe, expect, it } from "vitest";
import { world } from "./grid-world.ts";

const { runGrid, runZombies } = await import("./grid.ts");
const { loseResponses } = await import("../lost-responses.ts");

afterAll(async () => {
  await world.sink.stop();
  await world.database.remove();
});

// the short form; `npm run soak` is the long one
describe("kill -9 wherever it hurts", () => {
  it("loses nothing, does nothing twice, and goes on at the step that did not finish", {
    timeout: 400_000,
  }, async () => {
    const { wrong, cells, hits } = await runGrid({ kills: 6, rounds: 0 });
    expect(wrong).toEqual([]);
    expect(cells).toBe(22);
    const mail = hits["an enquiry"]?.["mail.send"];
    expect(mail?.["sent and no reply"]).toBeGreaterThan(0);
    expect(mail?.["replied and not recorded"]).toBeGreaterThan(0);
  });

  it("refuses what a zombie still writes after another has taken over", { timeout: 200_000 }, async () => {
    expect(await runZombies({ zombies: 1 })).toEqual({ zombies: 1, wrong: [] });
  });
});

describe("lost answers", () => {
  it.each(["idempotent", "queryable"] as const)(
    "of %s systems: each effect once",
    { timeout: 120_000 },
    async (delivery) => {
      const result = await loseResponses({ delivery, effects: 20, seed: 20_260_302 });
      expect(result).toMatchObject({ missing: 0, doubled: 0 });
      expect(result.answersLost).toBeGreaterThan(4);
      expect(result.succeeded + result.unknown).toBe(20);
      expect(result.reviews).toBe(result.unknown);
    },
  );

  it("of a system that is neither: none is sent again, each leaves one review task", { timeout: 120_000 }, async () => {
    const result = await loseResponses({ delivery: "neither", effects: 20, seed: 20_260_302 });
    expect(result).toMatchObject({ missing: 0, doubled: 0, unknown: result.answersLost, reviews: result.answersLost });
    expect(result.succeeded).toBe(20 - result.answersLost);
  });
});
