import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { type ActionCall, OutcomeUnknown } from "#server/actions/contract.ts";
import { mailSend } from "#server/actions/mail-send.ts";
import type { AnyAction } from "#server/actions/registry.ts";
import { AppError } from "#server/kernel/errors.ts";
import { ownIdentity } from "#server/kernel/process-identity.ts";
import { callOutside } from "./call-outside.ts";
import { claimEffect } from "./claim-effect.ts";
import { intendEffect } from "./intend-effect.ts";
import { leaseMilliseconds, mostAttempts } from "./outcome.ts";
import { listReviews } from "./remedies/reviews.ts";
import { holdingLease, renewLease } from "./renew-lease.ts";
import { approve, mailTo, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

type Fault = "none" | "before" | "lost-response" | "crash" | "refused";

/** An outside system in memory, with an adapter that declares what it can promise. */
function provider(delivery: "idempotent" | "queryable" | "neither") {
  const done = new Map<string, number>();
  const state = { fault: "none" as Fault, lookFails: false, done, looks: 0 };
  const receipt = { status: "sent" as const, messageId: "<1@example.com>", response: null };
  const run = async ({ key }: ActionCall<unknown>) => {
    if (state.fault === "before") throw new AppError("unavailable", "It is down for maintenance");
    if (state.fault === "refused") throw new AppError("precondition", "It said no");
    done.set(key, delivery === "idempotent" ? 1 : (done.get(key) ?? 0) + 1);
    if (state.fault === "lost-response") throw new OutcomeUnknown("The answer was lost");
    if (state.fault === "crash") throw new TypeError("cannot read the answer");
    return receipt;
  };
  const find = async ({ key }: ActionCall<unknown>) => {
    state.looks += 1;
    if (state.lookFails) throw new AppError("unavailable", "It cannot be asked");
    return done.has(key) ? receipt : null;
  };
  const action = { ...mailSend, delivery, run, find: delivery === "queryable" ? find : undefined } as AnyAction;
  if (action.where !== "outside") throw new Error("the twin is an outside action");
  return { ...state, state, action };
}

async function intended(): Promise<{ business: TestBusiness; proposalId: string }> {
  const business = await newBusiness();
  const proposalId = await proposeIn(business, "mail.send", mailTo());
  await approve(business, proposalId);
  await intendEffect.execute(business.system, { proposalId });
  return { business, proposalId };
}

const tasksOf = (business: TestBusiness) => listReviews.execute(business.operator, {});

describe.each(["idempotent", "queryable"] as const)("an %s system", (delivery) => {
  it.each<[Fault]>([["lost-response"], ["crash"]])("does it once when the %s leaves doubt", async (fault) => {
    const { business, proposalId } = await intended();
    const { action, state } = provider(delivery);
    const call = () => callOutside({ context: business.system, proposalId, action });
    state.fault = fault;
    await expect(call()).rejects.toMatchObject({ code: "unavailable" });
    state.fault = "none";
    expect(await call()).toMatchObject({ status: "succeeded" });
    expect([...state.done.values()]).toEqual([1]);
    expect(state.looks).toBe(delivery === "queryable" ? 1 : 0);
    expect(await tasksOf(business)).toEqual([]);
  });

  it("does it once when the worker died after the claim", async () => {
    const { business, proposalId } = await intended();
    const { action, state } = provider(delivery);
    const dead = await claimEffect.execute(business.system, { proposalId });
    if (dead.status !== "claimed") throw new Error("the first claim should be won");
    state.done.set(dead.effect.idempotencyKey, 1);
    const call = () => callOutside({ context: business.system, proposalId, action });
    await expect(call()).rejects.toMatchObject({ code: "unavailable", details: { retryAfterSeconds: 20 } });
    business.clock.advance(leaseMilliseconds + 1);
    expect(await call()).toMatchObject({ status: "succeeded" });
    expect([...state.done.values()]).toEqual([1]);
  });

  it("still remembers the doubt when the next attempt certainly did nothing", async () => {
    const { business, proposalId } = await intended();
    const { action, state } = provider(delivery);
    const call = () => callOutside({ context: business.system, proposalId, action });
    state.fault = "lost-response";
    await expect(call()).rejects.toMatchObject({ code: "unavailable" });
    // the earlier outcome cannot be seen at first, as with a system that is slow to show what it did
    const [key] = [...state.done.keys()];
    state.done.clear();
    state.fault = "before";
    await expect(call()).rejects.toMatchObject({ code: "unavailable" });
    state.done.set(key ?? "", 1);
    state.fault = "none";
    expect(await call()).toMatchObject({ status: "succeeded" });
    expect([...state.done.values()]).toEqual([1]);
  });

  it("asks the operator once when the doubt never ends", async () => {
    const { business, proposalId } = await intended();
    const { action, state } = provider(delivery);
    const call = () => callOutside({ context: business.system, proposalId, action });
    state.fault = "lost-response";
    state.lookFails = true;
    for (let attempt = 1; attempt < mostAttempts; attempt += 1) {
      await expect(call()).rejects.toMatchObject({ code: "unavailable" });
    }
    expect(await call()).toMatchObject({ status: "unknown" });
    expect(await call()).toMatchObject({ status: "unknown" });
    expect([...state.done.values()]).toEqual([1]);
    expect(await tasksOf(business)).toHaveLength(1);
  });
});

describe("a system that is neither", () => {
  it.each<[Fault, string, number]>([
    ["lost-response", "unknown", 1],
    ["crash", "unknown", 1],
    ["refused", "failed", 0],
  ])("after %s is %s at once", async (fault, status, effects) => {
    const { business, proposalId } = await intended();
    const { action, state } = provider("neither");
    state.fault = fault;
    const call = () => callOutside({ context: business.system, proposalId, action });
    expect(await call()).toMatchObject({ status });
    state.fault = "none";
    expect(await call()).toMatchObject({ status });
    expect([...state.done.values()].reduce((sum, count) => sum + count, 0)).toBe(effects);
    expect(await tasksOf(business)).toHaveLength(1);
  });
});

describe("a lease", () => {
  it("is prolonged by its holder and by nobody else", async () => {
    const { business, proposalId } = await intended();
    const claim = await claimEffect.execute(business.system, { proposalId });
    if (claim.status !== "claimed") throw new Error("the claim should be won");
    const { id: effectId, lease } = claim.effect;
    business.clock.advance(leaseMilliseconds - 1);
    expect(await renewLease.execute(business.system, { effectId, lease })).toBe(true);
    expect(await renewLease.execute(business.system, { effectId, lease: lease + 1 })).toBe(false);
    business.clock.advance(leaseMilliseconds - 1);
    expect(await claimEffect.execute(business.system, { proposalId })).toMatchObject({ status: "busy" });
    business.clock.advance(2);
    expect(await claimEffect.execute(business.system, { proposalId })).toMatchObject({ status: "claimed" });
    expect(await renewLease.execute(business.system, { effectId, lease })).toBe(false);
  });

  it("is not waited for when the process that holds it is gone", async () => {
    const { business, proposalId } = await intended();
    const claim = await claimEffect.execute(business.system, { proposalId });
    if (claim.status !== "claimed") throw new Error("the claim should be won");
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    const holder = { ...ownIdentity(), pid: child.pid ?? 0, startedAt: "1" };
    await rowsOf(business, (tx) => tx.effect.update({ where: { id: claim.effect.id }, data: { holder } }));
    const next = await claimEffect.execute(business.system, { proposalId });
    expect(next).toMatchObject({ status: "claimed", resuming: true, effect: { lease: claim.effect.lease + 1 } });
    expect(await claimEffect.execute(business.system, { proposalId })).toMatchObject({ status: "busy" });
  });

  it("is renewed for as long as the call takes, and not after it", async () => {
    const { business, proposalId } = await intended();
    const claim = await claimEffect.execute(business.system, { proposalId });
    if (claim.status !== "claimed") throw new Error("the claim should be won");
    const { effect } = claim;
    const until = () =>
      rowsOf(business, (tx) => tx.effect.findUniqueOrThrow({ where: { id: effect.id } })).then((row) => row.leaseUntil);
    const first = await until();
    const result = await holdingLease({ context: business.system, effect, every: 5 }, async () => {
      business.clock.advance(10_000);
      await expect.poll(until, { timeout: 10_000 }).not.toEqual(first);
      return "done";
    });
    expect(result).toBe("done");
    expect(await until()).toEqual(new Date(business.clock.now().getTime() + leaseMilliseconds));
  });
});
