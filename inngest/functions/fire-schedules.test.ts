import { afterAll, describe, expect, it } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import { createSchedule } from "#server/domains/schedule/index.ts";
import { publish } from "#server/domains/schedule/test-weekly-review.ts";
import { advance, clock, close, until } from "../test-background.ts";
import { newBusiness } from "../test-business.ts";
import { fireDue } from "./fire-schedules.ts";

afterAll(close);

const minute = 60_000;
const everyMinute = { workflow: "weekly-review", name: "Every minute", kind: "cron", expression: "* * * * *" } as const;
const slotsOf = ({ workspaceId }: { workspaceId: string }) =>
  inWorkspace(workspaceId, async (tx) => {
    const events = await tx.event.findMany({ where: { kind: "schedule" }, orderBy: { externalId: "asc" } });
    return events.map(({ externalId }) => externalId);
  });

describe("schedules on the runner", () => {
  it("fire in their minute, once, however many look after them", async () => {
    const [context, other] = [await newBusiness(), await newBusiness()];
    await publish(context);
    await publish(other);
    await createSchedule.execute(context, { ...everyMinute, catchUp: "all" });
    const { id } = await createSchedule.execute(other, everyMinute);
    // one whose row cannot be read does not keep the others waiting
    await inWorkspace(other.workspaceId, (tx) => tx.schedule.update({ where: { id }, data: { kind: "moon" } }));
    const next = Math.ceil(clock.now().getTime() / minute) * minute;
    await advance(next - clock.now().getTime() + 1);
    const first = await until("the first slot has its run", async () => {
      const slots = await slotsOf(context);
      return slots.length > 0 && slots;
    });
    expect(first).toContain(new Date(next).toISOString());
    clock.advance(3 * minute);
    const results = await Promise.all([fireDue(), fireDue(), fireDue()]);
    expect(results.every(({ failed }) => failed === 1)).toBe(true);
    const slots = await slotsOf(context);
    expect(new Set(slots).size).toBe(slots.length);
    const spans = slots.slice(1).map((slot, index) => Date.parse(slot) - Date.parse(slots[index] ?? ""));
    expect(spans.every((span) => span === minute)).toBe(true);
    expect(slots.length).toBeGreaterThanOrEqual(4);
    expect(await slotsOf(other)).toEqual([]);
  });
});
