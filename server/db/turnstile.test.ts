import { describe, expect, it } from "vitest";
import { createTurnstile } from "./turnstile.ts";

/** A piece of work that ends when it is told to, and notes when it began. */
function piece(name: string, begun: string[]) {
  const ends = Promise.withResolvers<void>();
  const work = async () => {
    begun.push(name);
    await ends.promise;
  };
  return { work, end: ends.resolve };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a turnstile", () => {
  it("lets background work in one at a time", async () => {
    const begun: string[] = [];
    const turnstile = createTurnstile({ longestWait: 60_000 });
    const [first, second] = [piece("first", begun), piece("second", begun)];
    const both = [turnstile.background(first.work), turnstile.background(second.work)];
    await settled();
    expect(begun).toEqual(["first"]);
    first.end();
    second.end();
    await Promise.all(both);
    expect(begun).toEqual(["first", "second"]);
  });

  it("lets foreground work in at once, before background work that waits", async () => {
    const begun: string[] = [];
    const turnstile = createTurnstile({ longestWait: 60_000 });
    const [first, second, asked] = [piece("first", begun), piece("second", begun), piece("asked", begun)];
    const all = [turnstile.background(first.work), turnstile.background(second.work)];
    await settled();
    all.push(turnstile.foreground(asked.work));
    first.end();
    await settled();
    expect(begun).toEqual(["first", "asked"]);
    asked.end();
    second.end();
    await Promise.all(all);
    expect(begun).toEqual(["first", "asked", "second"]);
  });

  it("does not starve background work", async () => {
    const begun: string[] = [];
    const turnstile = createTurnstile({ longestWait: 5 });
    const [asked, patient] = [piece("asked", begun), piece("patient", begun)];
    const all = [turnstile.foreground(asked.work), turnstile.background(patient.work)];
    patient.end();
    await all[1];
    expect(begun).toEqual(["asked", "patient"]);
    asked.end();
    await all[0];
  });

  it("lets overdue background work in one at a time too", async () => {
    const begun: string[] = [];
    const turnstile = createTurnstile({ longestWait: 5 });
    const [asked, first, second] = [piece("asked", begun), piece("first", begun), piece("second", begun)];
    const all = [asked.work, first.work, second.work].map((work, index) =>
      index === 0 ? turnstile.foreground(work) : turnstile.background(work),
    );
    await expect.poll(() => begun).toEqual(["asked", "first"]);
    first.end();
    await all[1];
    expect(begun).toEqual(["asked", "first"]);
    second.end();
    await all[2];
    expect(begun).toEqual(["asked", "first", "second"]);
    asked.end();
    await all[0];
  });

  it("goes on after work that failed", async () => {
    const turnstile = createTurnstile({ longestWait: 60_000 });
    const fail = () => Promise.reject(new Error("no"));
    await expect(turnstile.background(fail)).rejects.toThrow("no");
    await expect(turnstile.foreground(fail)).rejects.toThrow("no");
    expect(await turnstile.background(async () => "yes")).toBe("yes");
  });
});
