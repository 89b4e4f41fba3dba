import { describe, expect, it } from "vitest";
import { newWorkspace, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { newId } from "#server/kernel/ids.ts";
import { readQueue, readSnoozeOffers, rejectProposal, snoozeProposal, unsnoozeProposal } from "./index.ts";
import { snoozeTime } from "./snooze-rules.ts";
import { newPending } from "./test-pending.ts";

const start = "2026-03-02T09:00:00Z";

describe("when a choice brings a proposal back", () => {
  // Lisbon sets its clocks forward on 29 March 2026
  it.each([
    ["hour", "2026-03-04T10:20:00Z", "Europe/Lisbon", "2026-03-04T11:20:00Z"],
    ["evening", "2026-03-04T10:20:00Z", "Europe/Lisbon", "2026-03-04T18:00:00Z"],
    ["evening", "2026-03-04T18:00:00Z", "Europe/Lisbon", "2026-03-05T18:00:00Z"],
    ["morning", "2026-03-04T23:50:00Z", "Asia/Tokyo", "2026-03-05T23:00:00Z"],
    ["morning", "2026-03-28T12:00:00Z", "Europe/Lisbon", "2026-03-29T07:00:00Z"],
    ["monday", "2026-03-04T10:20:00Z", "Europe/Lisbon", "2026-03-09T08:00:00Z"],
    ["monday", "2026-03-09T07:00:00Z", "Europe/Lisbon", "2026-03-16T08:00:00Z"],
    ["monday", "2026-03-08T23:30:00Z", "America/New_York", "2026-03-09T12:00:00Z"],
  ] as const)("%s at %s in %s is %s", (choice, now, zone, expected) => {
    expect(snoozeTime({ choice, now: new Date(now), zone }).toISOString()).toBe(new Date(expected).toISOString());
  });
});

describe("putting a proposal off", () => {
  const business = () => newWorkspace({ clock: testClock(start) });

  it("hides it until its time, with an audit entry, and it comes back by itself", async () => {
    const context = await business();
    const proposalId = await newPending(context, { title: "later" });
    const { snoozedUntil } = await snoozeProposal.execute(context, { proposalId, until: "hour" });
    expect((await readQueue.execute(context, {})).items).toEqual([]);
    context.clock.set(snoozedUntil);
    expect((await readQueue.execute(context, {})).items.map((row) => row.id)).toEqual([proposalId]);
    const entries = await inWorkspace(context.workspaceId, (tx) => tx.auditEntry.findMany());
    expect(entries.map((entry) => entry.action)).toEqual(["proposal.snooze"]);
  });

  it("never lets it expire unseen: the error names the expiry, and the offers say what is possible", async () => {
    const context = await business();
    const proposalId = await newPending(context, { title: "urgent", expiresInHours: 5 });
    await expect(snoozeProposal.execute(context, { proposalId, until: "morning" })).rejects.toMatchObject({
      code: "precondition",
      message: expect.stringContaining("2 March 2026 at 14:00"),
    });
    const { offers } = await readSnoozeOffers.execute(context, { proposalId });
    expect(offers.map(({ choice, possible }) => [choice, possible])).toEqual([
      ["hour", true],
      ["evening", false],
      ["morning", false],
      ["monday", false],
    ]);
    await expect(
      snoozeProposal.execute(context, { proposalId, until: new Date("2026-03-02T08:00:00Z") }),
    ).rejects.toMatchObject({ message: expect.stringContaining("past") });
  });

  it("brings one back early, once, and leaves a decided one alone", async () => {
    const context = await business();
    const proposalId = await newPending(context, { title: "early" });
    await snoozeProposal.execute(context, { proposalId, until: "hour" });
    await unsnoozeProposal.execute(context, { proposalId });
    expect((await readQueue.execute(context, {})).total).toBe(1);
    await expect(unsnoozeProposal.execute(context, { proposalId })).rejects.toMatchObject({ code: "conflict" });
    await rejectProposal.execute(context, { proposalId, reason: "No" });
    await expect(snoozeProposal.execute(context, { proposalId, until: "hour" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("rejected"),
    });
    await expect(snoozeProposal.execute(context, { proposalId: newId(), until: "hour" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is closed to another workspace", async () => {
    const context = await business();
    const proposalId = await newPending(context, { title: "mine" });
    const other = await business();
    await expect(snoozeProposal.execute(other, { proposalId, until: "hour" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
