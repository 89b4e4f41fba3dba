import { describe, expect, it } from "vitest";
import { type Change, onChange } from "#server/commands/live.ts";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { createWorkflow } from "#server/domains/workflow/index.ts";
import { updateWorkspace } from "#server/domains/workspace/index.ts";
import { newId } from "#server/kernel/ids.ts";
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  listSchedules,
  previewSchedule,
  setScheduleEnabled,
  updateSchedule,
  workflowSchedules,
} from "./index.ts";
import { scheduledBusiness } from "./test-weekly-review.ts";

const mondays = { workflow: "weekly-review", name: "Mondays", kind: "cron", expression: "0 9 * * 1" } as const;
const wednesday = "2026-03-25T12:00:00Z";

const row = ({ workspaceId }: TestContext, id: string) =>
  inWorkspace(workspaceId, (tx) => tx.schedule.findUniqueOrThrow({ where: { id } }));
const iso = (dates: readonly Date[]) => dates.map((date) => date.toISOString());

describe("a schedule", () => {
  it("shows its next five slots in the workspace's zone, across the change of the clocks", async () => {
    const context = await scheduledBusiness("2026-03-22T12:00:00Z");
    const { id } = await createSchedule.execute(context, mondays);
    const [schedule, ...more] = await listSchedules.execute(context, { workflow: "weekly-review" });
    expect(more).toEqual([]);
    expect(schedule).toMatchObject({ id, zone: "Europe/Lisbon", timeZone: null, catchUp: "once", enabled: true });
    expect(iso(schedule?.next ?? [])).toEqual([
      "2026-03-23T09:00:00.000Z",
      "2026-03-30T08:00:00.000Z",
      "2026-04-06T08:00:00.000Z",
      "2026-04-13T08:00:00.000Z",
      "2026-04-20T08:00:00.000Z",
    ]);
    expect(iso([(await row(context, id)).nextAt ?? new Date(0)])).toEqual(["2026-03-23T09:00:00.000Z"]);
    expect(await listSchedules.execute(context, { workflow: "other" })).toEqual([]);
    expect(await listSchedules.execute(await newWorkspace(), {})).toEqual([]);
  });

  it("counts from the moment of an edit, and leaves the next slot alone when only its name changes", async () => {
    const context = await scheduledBusiness(wednesday);
    const changes: Change[] = [];
    const stop = onChange(context.workspaceId, (change) => changes.push(change));
    const { id } = await createSchedule.execute(context, mondays);
    const renamed = await updateSchedule.execute(context, { id, name: "Reviews" });
    expect(renamed.nextAt?.toISOString()).toBe("2026-03-30T08:00:00.000Z");
    const moved = await updateSchedule.execute(context, { id, expression: "30 13 * * *", catchUp: "all" });
    expect(moved.nextAt?.toISOString()).toBe("2026-03-25T13:30:00.000Z");
    const abroad = await updateSchedule.execute(context, { id, timeZone: "America/New_York" });
    expect(abroad.nextAt?.toISOString()).toBe("2026-03-25T17:30:00.000Z");
    expect(await row(context, id)).toMatchObject({ name: "Reviews", catchUp: "all", nextAt: abroad.nextAt });
    const home = await updateSchedule.execute(context, { id, timeZone: null });
    expect(home.nextAt?.toISOString()).toBe("2026-03-25T13:30:00.000Z");
    expect(changes.filter(({ topic }) => topic === "schedule")).toHaveLength(5);
    stop();
    const audits = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.findMany({ where: { subjectKind: "schedule" }, orderBy: { sequence: "asc" } }),
    );
    expect(audits.map(({ action, actorKind }) => `${actorKind} ${action}`)).toEqual([
      "operator schedule.create",
      ...Array(4).fill("operator schedule.update"),
    ]);
  });

  it("does not fire at what passed while it was off", async () => {
    const context = await scheduledBusiness(wednesday);
    const { id } = await createSchedule.execute(context, { ...mondays, expression: "0 * * * *" });
    await setScheduleEnabled.execute(context, { id, enabled: false });
    expect(await row(context, id)).toMatchObject({ enabled: false, nextAt: null });
    expect((await listSchedules.execute(context, {}))[0]?.next).toEqual([]);
    const edited = await updateSchedule.execute(context, { id, expression: "15 * * * *" });
    expect(edited.nextAt).toBeNull();
    context.clock.advance(5 * 3_600_000);
    await setScheduleEnabled.execute(context, { id, enabled: true });
    expect((await row(context, id)).nextAt?.toISOString()).toBe("2026-03-25T17:15:00.000Z");
    expect((await getSchedule.execute(context, { id })).slots).toEqual([]);
  });

  it("says what an edit left out that was due and had not fired", async () => {
    const context = await scheduledBusiness(wednesday);
    const { id } = await createSchedule.execute(context, { ...mondays, expression: "0 * * * *" });
    context.clock.advance(3 * 3_600_000);
    await updateSchedule.execute(context, { id, expression: "30 * * * *" });
    const { slots } = await getSchedule.execute(context, { id });
    expect(slots).toMatchObject([
      { outcome: "skipped", count: 3, because: "The schedule was changed before it fired", runId: null },
    ]);
    expect(iso(slots.flatMap(({ at, lastAt }) => [at, lastAt]))).toEqual([
      "2026-03-25T13:00:00.000Z",
      "2026-03-25T15:00:00.000Z",
    ]);
  });

  it("follows the workspace's zone at once, unless it has its own", async () => {
    const context = await scheduledBusiness(wednesday);
    const follows = await createSchedule.execute(context, mondays);
    const rule = {
      kind: "rrule",
      expression: "DTSTART;TZID=Europe/Lisbon:20260302T090000\nRRULE:FREQ=WEEKLY",
    } as const;
    const ruled = await createSchedule.execute(context, { ...mondays, ...rule });
    const own = await createSchedule.execute(context, { ...mondays, timeZone: "Asia/Kathmandu" });
    await updateWorkspace.execute(context, { timeZone: "America/New_York" });
    expect((await row(context, follows.id)).nextAt?.toISOString()).toBe("2026-03-30T13:00:00.000Z");
    expect((await row(context, ruled.id)).nextAt?.toISOString()).toBe("2026-03-30T13:00:00.000Z");
    expect((await row(context, own.id)).nextAt).toEqual(own.nextAt);
    const zones = (await listSchedules.execute(context, {})).map(({ zone }) => zone);
    expect(zones).toEqual(["America/New_York", "America/New_York", "Asia/Kathmandu"]);
  });

  it("is deleted with its slots, and cannot be touched after", async () => {
    const context = await scheduledBusiness(wednesday);
    const { id } = await createSchedule.execute(context, mondays);
    await deleteSchedule.execute(context, { id });
    expect(await listSchedules.execute(context, {})).toEqual([]);
    for (const command of [deleteSchedule, getSchedule]) {
      await expect(command.execute(context, { id })).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(updateSchedule.execute(context, { id, name: "x" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what is wrong is refused by the field's name", () => {
  it.each([
    [{ name: " " }, "name"],
    [{ expression: "" }, "expression"],
    [{ expression: "* * * * * *" }, "expression"],
    [{ expression: "0 9 30 2 *" }, "expression"],
    [{ kind: "rrule", expression: "DTSTART:20250101T090000\nRRULE:FREQ=DAILY;COUNT=3" }, "expression"],
    [{ timeZone: "Europe/Atlantis" }, "timeZone"],
    [{ kind: "weekly" }, "kind"],
    [{ catchUp: "never" }, "catchUp"],
    [{ workflow: "new-enquiry" }, "workflow"],
    [{ input: { other: 1 } }, "input.other"],
    [{ input: { topic: 5 } }, "input.topic"],
    [{ input: { contact: newId() } }, "input.contact"],
  ])("%j", async (change, field) => {
    const context = await scheduledBusiness(wednesday);
    await expect(createSchedule.execute(context, { ...mondays, ...change })).rejects.toMatchObject({
      code: "invalid",
      details: { fields: [{ field }] },
    });
    expect(await listSchedules.execute(context, {})).toEqual([]);
    if ("workflow" in change) return;
    const { id } = await createSchedule.execute(context, mondays);
    const before = await row(context, id);
    await expect(updateSchedule.execute(context, { id, ...change })).rejects.toMatchObject({
      details: { fields: [{ field }] },
    });
    expect(await row(context, id)).toEqual(before);
  });

  it("and a workflow that there is not is not found", async () => {
    const context = await scheduledBusiness(wednesday);
    const unknown = { ...mondays, workflow: "own" };
    await expect(createSchedule.execute(context, unknown)).rejects.toMatchObject({ code: "not_found" });
  });
});

it("an unsaved schedule shows its next five slots, or what is wrong with it", async () => {
  const context = await scheduledBusiness(wednesday);
  const rule = { kind: "rrule", expression: "DTSTART:20260401T090000\nRRULE:FREQ=MONTHLY;COUNT=2", timeZone: null };
  const { zone, next } = await previewSchedule.execute(context, rule);
  expect([zone, ...iso(next)]).toEqual(["Europe/Lisbon", "2026-04-01T08:00:00.000Z", "2026-05-01T08:00:00.000Z"]);
  await expect(previewSchedule.execute(context, { ...rule, expression: "RRULE:FREQ=DAILY" })).rejects.toMatchObject({
    details: { fields: [{ field: "expression", message: expect.stringContaining("DTSTART") }] },
  });
});

it("a workflow says whether schedules may start it, and what they are asked for", async () => {
  const context = await scheduledBusiness(wednesday);
  const weekly = await workflowSchedules.execute(context, { workflow: "weekly-review" });
  expect(weekly).toMatchObject({ schedulable: true, zone: "Europe/Lisbon", schedules: [] });
  expect(weekly.input.map(({ name }) => name)).toEqual(["topic", "contact"]);
  expect((await workflowSchedules.execute(context, { workflow: "new-enquiry" })).schedulable).toBe(false);
  await expect(workflowSchedules.execute(context, { workflow: "own" })).rejects.toMatchObject({ code: "not_found" });
  await createWorkflow.execute(context, { workflow: "own", name: "Own" });
  const draft = await workflowSchedules.execute(context, { workflow: "own" });
  expect(draft).toEqual({ schedules: [], zone: "Europe/Lisbon", schedulable: false, input: [] });
});
