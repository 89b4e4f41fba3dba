import { describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { setWorkflowEnabled } from "#server/domains/workflow/index.ts";
import { createSchedule, dueSchedules, fireSchedule, getSchedule, setScheduleEnabled } from "./index.ts";
import { publish, scheduledBusiness, system, weeklyReview } from "./test-weekly-review.ts";

const hourly = { workflow: "weekly-review", name: "Every hour", kind: "cron", expression: "0 * * * *" } as const;
const noon = "2026-03-25T12:00:00Z";
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What the runs and events of a workspace say about slots: the external ids of the starts, and how many runs there are. */
const started = ({ workspaceId }: TestContext) =>
  inWorkspace(workspaceId, async (tx) => {
    const events = await tx.event.findMany({ where: { kind: "schedule" }, orderBy: { externalId: "asc" } });
    const runs = await tx.run.findMany({ select: { eventId: true } });
    expect(runs.map(({ eventId }) => eventId).sort()).toEqual(events.map(({ id }) => id).sort());
    return events.map(({ externalId }) => externalId.slice(0, 16));
  });
const nextAt = ({ workspaceId }: TestContext, id: string) =>
  inWorkspace(workspaceId, async (tx) =>
    (await tx.schedule.findUniqueOrThrow({ where: { id } })).nextAt?.toISOString(),
  );
const escalations = ({ workspaceId }: TestContext) => inWorkspace(workspaceId, (tx) => tx.escalation.findMany());

/** Fires until nothing is left; the number of calls that it took. */
async function fireAll(context: TestContext, id: string): Promise<number> {
  for (let calls = 1; calls < 20; calls += 1) {
    if (!(await fireSchedule.execute(system(context), { id })).more) return calls;
  }
  throw new Error("It does not come to an end");
}

describe("a slot", () => {
  it("starts one run with the schedule's input, and the next slot is set in the same breath", async () => {
    const context = await scheduledBusiness(noon);
    const { id } = await createSchedule.execute(context, { ...hourly, input: { topic: "Money" } });
    expect(await dueSchedules.execute(system(context), {})).toEqual([]);
    expect(await fireSchedule.execute(system(context), { id })).toEqual({ runs: [], more: false });
    context.clock.set("2026-03-25T13:00:00Z");
    expect(await dueSchedules.execute(system(context), {})).toEqual([id]);
    const { runs } = await fireSchedule.execute(system(context), { id });
    expect(await fireSchedule.execute(system(context), { id })).toEqual({ runs: [], more: false });
    const [run] = await inWorkspace(context.workspaceId, (tx) => tx.run.findMany());
    expect(run).toMatchObject({ id: runs[0], workflow: "weekly-review", origin: "schedule", status: "queued" });
    expect(run?.input).toMatchObject({ topic: "Money" });
    expect(await started(context)).toEqual(["2026-03-25T13:00"]);
    expect(await nextAt(context, id)).toBe("2026-03-25T14:00:00.000Z");
    const { slots, schedule } = await getSchedule.execute(context, { id });
    expect(slots).toMatchObject([{ outcome: "started", runId: runs[0], count: 1, because: null }]);
    expect(schedule.lastSlotAt?.toISOString()).toBe("2026-03-25T13:00:00.000Z");
  });

  it("has one run when many fire at once", async () => {
    const context = await scheduledBusiness(noon);
    const { id } = await createSchedule.execute(context, hourly);
    context.clock.set("2026-03-25T13:00:01Z");
    const calls = Array.from({ length: 8 }, () => fireSchedule.execute(system(context), { id }));
    const answers = await Promise.all(calls);
    expect(answers.flatMap(({ runs }) => runs)).toHaveLength(1);
    expect(await started(context)).toEqual(["2026-03-25T13:00"]);
  });

  it("is not lost when the process dies between the claim and the start: both are one transaction", async () => {
    const context = await scheduledBusiness(noon);
    const { id } = await createSchedule.execute(context, hourly);
    context.clock.set("2026-03-25T13:00:01Z");
    const dies = inWorkspace(context.workspaceId, async (tx) => {
      const journal = { audits: [], announcements: [] };
      const said = { emit: async () => {}, changed: () => {}, audit: async () => {} };
      const scope = { tx, context: system(context), journal, ...said };
      const { runs } = await fireSchedule.within(scope, { id });
      expect(runs).toHaveLength(1);
      throw new Error("the process is gone");
    });
    await expect(dies).rejects.toThrow("the process is gone");
    expect(await started(context)).toEqual([]);
    expect(await nextAt(context, id)).toBe("2026-03-25T13:00:00.000Z");
    await fireAll(context, id);
    expect(await started(context)).toEqual(["2026-03-25T13:00"]);
  });

  it("never runs twice, also when the clock is set back over it", async () => {
    const context = await scheduledBusiness(noon);
    const { id } = await createSchedule.execute(context, hourly);
    context.clock.set("2026-03-25T13:00:01Z");
    await fireAll(context, id);
    context.clock.set("2026-03-25T12:30:00Z");
    expect(await dueSchedules.execute(system(context), {})).toEqual([id]);
    await fireAll(context, id);
    expect(await nextAt(context, id)).toBe("2026-03-25T13:00:00.000Z");
    expect(await dueSchedules.execute(system(context), {})).toEqual([]);
    context.clock.set("2026-03-25T13:00:01Z");
    await fireAll(context, id);
    expect(await started(context)).toEqual(["2026-03-25T13:00"]);
    context.clock.set("2026-03-25T14:00:01Z");
    await fireAll(context, id);
    expect(await started(context)).toEqual(["2026-03-25T13:00", "2026-03-25T14:00"]);
    expect((await getSchedule.execute(context, { id })).slots).toHaveLength(2);
  });

  it("comes again after a clock that was years ahead has been put right", async () => {
    const context = await scheduledBusiness(noon);
    const { id } = await createSchedule.execute(context, hourly);
    context.clock.set("2031-03-25T12:00:01Z");
    await fireAll(context, id);
    context.clock.set("2026-03-25T12:10:00Z");
    for (const due of await dueSchedules.execute(system(context), {})) await fireAll(context, due);
    expect(await nextAt(context, id)).toBe("2026-03-25T13:00:00.000Z");
    context.clock.set("2026-03-25T13:00:01Z");
    await fireAll(context, id);
    const { slots } = await getSchedule.execute(context, { id });
    expect(slots.map(({ outcome, at }) => `${outcome} ${at.toISOString().slice(0, 16)}`)).toEqual([
      "started 2031-03-25T12:00",
      "started 2026-03-25T13:00",
    ]);
  });

  it("ends with its rule", async () => {
    const context = await scheduledBusiness(noon);
    const rule = { kind: "rrule", expression: "DTSTART:20260325T130000\nRRULE:FREQ=DAILY;COUNT=1" };
    const { id } = await createSchedule.execute(context, { ...hourly, ...rule });
    context.clock.advance(2 * hour);
    await fireAll(context, id);
    expect(await started(context)).toEqual(["2026-03-25T13:00"]);
    expect((await getSchedule.execute(context, { id })).schedule.next).toEqual([]);
    expect(await dueSchedules.execute(system(context), {})).toEqual([]);
  });
});

describe("after three days without anybody", () => {
  const downtime = async (catchUp: string, expression = "0 * * * *") => {
    const context = await scheduledBusiness("2026-03-24T12:30:00Z");
    const { id } = await createSchedule.execute(context, { ...hourly, expression, catchUp });
    context.clock.advance(3 * day);
    const calls = await fireAll(context, id);
    return { context, id, calls, slots: (await getSchedule.execute(context, { id })).slots };
  };

  it("skip: starts nothing, and writes down what it left out", async () => {
    const { context, id, slots } = await downtime("skip");
    expect(await started(context)).toEqual([]);
    expect(slots).toMatchObject([
      { outcome: "skipped", count: 72, because: "Missed; this schedule skips what it missed" },
    ]);
    expect(await nextAt(context, id)).toBe("2026-03-27T13:00:00.000Z");
    context.clock.set("2026-03-27T13:04:00Z");
    await fireAll(context, id);
    expect(await started(context)).toEqual(["2026-03-27T13:00"]);
  });

  it("once: starts one run, for the last slot", async () => {
    const { context, slots } = await downtime("once");
    expect(await started(context)).toEqual(["2026-03-27T12:00"]);
    expect(slots).toMatchObject([
      { outcome: "started" },
      { outcome: "skipped", count: 71, because: "Missed; one run caught up with all" },
    ]);
    expect(await escalations(context)).toEqual([]);
  });

  it("all: starts a run for every slot, in bounded transactions", async () => {
    const { context, id, calls, slots } = await downtime("all");
    const runs = await started(context);
    expect(runs).toHaveLength(72);
    expect([runs[0], runs.at(-1)]).toEqual(["2026-03-24T13:00", "2026-03-27T12:00"]);
    expect(calls).toBe(4);
    expect(slots.every(({ outcome }) => outcome === "started")).toBe(true);
    expect(await nextAt(context, id)).toBe("2026-03-27T13:00:00.000Z");
  });

  it("all, of too many: the newest hundred start, the rest is written down and put before the operator", async () => {
    const { context, id } = await downtime("all", "*/20 * * * *");
    const runs = await started(context);
    expect(runs).toHaveLength(100);
    expect(runs.at(-1)).toBe("2026-03-27T12:20");
    const skipped = await inWorkspace(context.workspaceId, (tx) =>
      tx.scheduleSlot.findMany({ where: { scheduleId: id, outcome: "skipped" } }),
    );
    expect(skipped).toMatchObject([{ count: 116, at: new Date("2026-03-24T12:40:00Z") }]);
    const [task, ...more] = await escalations(context);
    expect(more).toEqual([]);
    expect(task?.happened).toContain("116 slots");
  });

  it("once, every minute: too many to count are not counted", async () => {
    const { context, slots } = await downtime("once", "* * * * *");
    expect(await started(context)).toEqual(["2026-03-27T12:30"]);
    expect(slots).toMatchObject([{ outcome: "started" }, { outcome: "skipped", count: null }]);
    expect(slots[1]?.lastAt.toISOString()).toBe("2026-03-27T12:29:00.000Z");
  });
});

describe("where the workflow cannot be started", () => {
  it("a workflow that is switched off leaves its slots out, in one line", async () => {
    const context = await scheduledBusiness(noon);
    const { id } = await createSchedule.execute(context, hourly);
    await setWorkflowEnabled.execute(context, { id: "weekly-review", enabled: false });
    for (const at of ["13", "14", "15"]) {
      context.clock.set(`2026-03-25T${at}:00:01Z`);
      await fireAll(context, id);
    }
    const { slots } = await getSchedule.execute(context, { id });
    expect(slots).toMatchObject([{ outcome: "skipped", count: 3, because: "Weekly review is switched off" }]);
    expect(await escalations(context)).toEqual([]);
    expect(await nextAt(context, id)).toBe("2026-03-25T16:00:00.000Z");
  });

  it("a version that is not started by schedules, or asks for more, is put before the operator once", async () => {
    const context = await scheduledBusiness(noon);
    const { id } = await createSchedule.execute(context, hourly);
    const asks = { name: "client", label: "Client", type: "contact", required: true } as const;
    await publish(context, { ...weeklyReview, input: [asks] }, 2);
    context.clock.set("2026-03-25T13:00:01Z");
    await fireAll(context, id);
    await publish(context, { ...weeklyReview, triggers: [{ on: "manual", label: "by hand" }] }, 3);
    context.clock.set("2026-03-25T14:00:01Z");
    await fireAll(context, id);
    const { slots } = await getSchedule.execute(context, { id });
    expect(slots).toMatchObject([
      { outcome: "refused", because: "Weekly review is not started by schedules any more" },
      { outcome: "refused", because: "client: is missing" },
    ]);
    expect(await escalations(context)).toMatchObject([{ happened: "client: is missing", status: "open" }]);
    expect(await started(context)).toEqual([]);
  });

  it("a schedule that is off is left alone", async () => {
    const context = await scheduledBusiness(noon);
    const { id } = await createSchedule.execute(context, hourly);
    await setScheduleEnabled.execute(context, { id, enabled: false });
    context.clock.advance(day);
    expect(await dueSchedules.execute(system(context), {})).toEqual([]);
    expect(await fireSchedule.execute(system(context), { id })).toEqual({ runs: [], more: false });
  });
});
