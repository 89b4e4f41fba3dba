import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSmtpServer, type TestSmtpServer } from "#server/connectors/smtp/test-server.ts";
import { listSupervision } from "#server/domains/supervision/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { claimEffect } from "../claim-effect.ts";
import { executeEffect } from "../execute-effect.ts";
import { leaseMilliseconds } from "../outcome.ts";
import { reconcileEffects } from "../reconcile-effects.ts";
import { listReviews } from "../remedies/reviews.ts";
import { approve, mailTo, newBusiness, proposeIn, rowsOf, type TestBusiness } from "../test-business.ts";
import { listCircuits, resetCircuit } from "./manage-circuits.ts";
import { dueCircuits, probeCircuit } from "./probe-circuit.ts";

let server: TestSmtpServer;
beforeAll(async () => {
  server = await startSmtpServer();
  // read once per process, and no other test file runs in this one
  process.env.SMTP_URL = server.url;
});
beforeEach(() => {
  server.received.length = 0;
  server.behave("accept");
});
afterAll(() => server.close());

async function approvedMails(business: TestBusiness, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const to = mailTo(`customer-${number}@example.com`);
    const proposalId = await proposeIn(business, "mail.send", to);
    await approve(business, proposalId);
    ids.push(proposalId);
  }
  return ids;
}

/** What came of each, as one word. */
async function executeAll(business: TestBusiness, ids: readonly string[]): Promise<string[]> {
  const ends = ids.map(async (proposalId) => {
    try {
      return (await executeEffect({ context: business.system, proposalId })).status;
    } catch (error) {
      if (error instanceof AppError && error.code === "unavailable") return "later";
      throw error;
    }
  });
  return Promise.all(ends);
}
const circuitOf = async (business: TestBusiness) => (await listCircuits.execute(business.operator, {}))[0];
const attemptsOf = (business: TestBusiness) =>
  rowsOf(business, async (tx) => (await tx.effect.findMany()).reduce((sum, { attempts }) => sum + attempts, 0));
const probe = (business: TestBusiness) => probeCircuit({ context: business.system, target: "mail" });

/** A business whose mail server is down, so that the circuit is open and this many mails are held. */
async function outage(count: number): Promise<{ business: TestBusiness; ids: string[] }> {
  const business = await newBusiness();
  const ids = await approvedMails(business, count);
  server.behave("drop-at-connect");
  for (const proposalId of ids.slice(0, 5)) await executeAll(business, [proposalId]);
  expect(await circuitOf(business)).toMatchObject({ state: "open", failures: 5 });
  return { business, ids };
}

describe("a mail server that does not answer", () => {
  it("is not called again by twenty mails at once, which are all held and lose nothing", async () => {
    const { business, ids } = await outage(20);
    expect(await attemptsOf(business)).toBe(5);
    expect(new Set(await executeAll(business, ids))).toEqual(new Set(["held"]));
    expect(await attemptsOf(business)).toBe(5);
    expect(await listReviews.execute(business.operator, {})).toEqual([]);
    // the safety net leaves them to the probe
    business.clock.advance(20 * 60_000);
    expect(await reconcileEffects({ context: business.system })).toEqual({ taken: 0, open: 0 });
    expect(await circuitOf(business)).toMatchObject({ state: "open", held: 20 });
  });

  it("gets at most one call per interval, however many ask at once, and longer intervals", async () => {
    const { business, ids } = await outage(8);
    const calls: number[] = [];
    for (const seconds of [29, 1, 30, 30, 119, 1]) {
      business.clock.advance(seconds * 1_000);
      const before = await attemptsOf(business);
      await Promise.all([executeAll(business, ids), probe(business), probe(business)]);
      calls.push((await attemptsOf(business)) - before);
    }
    expect(calls).toEqual([0, 1, 0, 1, 0, 1]);
    expect(await circuitOf(business)).toMatchObject({ state: "open", failures: 8 });
  });

  it("gets every held mail exactly once when it is back", async () => {
    const { business, ids } = await outage(12);
    for (let down = 0; down < 6; down += 1) {
      business.clock.advance(3_600_000);
      expect(await dueCircuits.execute(business.system, {})).toEqual(["mail"]);
      expect(await probe(business)).toEqual({ offered: 1 });
    }
    server.behave("accept");
    business.clock.advance(3_600_000);
    await Promise.all([probe(business), probe(business), executeAll(business, ids)]);
    expect(await circuitOf(business)).toMatchObject({ state: "closed", failures: 0 });
    for (let round = 0; round < 3; round += 1) await executeAll(business, ids);
    expect(server.received).toHaveLength(12);
    expect(new Set(await executeAll(business, ids))).toEqual(new Set(["succeeded"]));
    const told = await listSupervision.execute(business.operator, {});
    expect(told.items.map((item) => item.remedy)).toEqual(["close-circuit", "open-circuit"]);
  });

  it("is asked again by another mail when the probe's worker died, whose own outcome stays unknown", async () => {
    const { business, ids } = await outage(7);
    business.clock.advance(30_000);
    const [first] = ids;
    await claimEffect.execute(business.system, { proposalId: first });
    expect(await circuitOf(business)).toMatchObject({ state: "half-open" });
    server.behave("accept");
    expect(new Set(await executeAll(business, ids.slice(1)))).toEqual(new Set(["held"]));
    business.clock.advance(leaseMilliseconds + 1);
    await rowsOf(business, (tx) => tx.$executeRaw`update effect set holder = null`);
    await executeAll(business, ids.slice(0, 1));
    business.clock.advance(120_000);
    await probe(business);
    expect(await circuitOf(business)).toMatchObject({ state: "closed" });
    await executeAll(business, ids);
    // the one that was claimed may have gone out: it is never sent blindly
    expect(server.received).toHaveLength(6);
    expect(await listReviews.execute(business.operator, {})).toHaveLength(1);
  });

  it("is called at once when the operator says so", async () => {
    const { business, ids } = await outage(6);
    server.behave("accept");
    await resetCircuit.execute(business.operator, { id: "mail" });
    await executeAll(business, ids);
    expect(server.received).toHaveLength(6);
    const [audit] = await rowsOf(business, (tx) => tx.auditEntry.findMany({ where: { action: "circuit.reset" } }));
    expect(audit).toMatchObject({ subjectId: "mail", actorKind: "operator" });
    await expect(resetCircuit.execute(business.operator, { id: "telegraph" })).rejects.toMatchObject({
      code: "not_found",
    });
    const stranger = await newBusiness();
    await expect(resetCircuit.execute(stranger.operator, { id: "mail" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a mail server that says no", () => {
  it("answers, so its circuit stays closed whatever it refuses", async () => {
    const business = await newBusiness();
    const ids = await approvedMails(business, 8);
    server.behave({ atRecipient: 550 });
    await executeAll(business, ids.slice(0, 4));
    server.behave({ atRecipient: 450 });
    await executeAll(business, ids.slice(4));
    expect(await circuitOf(business)).toBeUndefined();
  });

  it("to the probe is there: the others go out", async () => {
    const { business, ids } = await outage(6);
    server.behave({ atRecipient: 550 });
    business.clock.advance(30_000);
    await probe(business);
    expect(await circuitOf(business)).toMatchObject({ state: "closed" });
    server.behave("accept");
    await executeAll(business, ids);
    expect(server.received).toHaveLength(5);
  });
});
