import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import type { Context } from "#server/kernel/context.ts";
import { listNotifications, notify, readNotifications } from "./index.ts";

const system = (context: TestContext): Context => ({ ...context, actor: { kind: "system", id: "test" } });

describe("notifications", () => {
  it("are told once, and unread until the operator has read them", async () => {
    const [context, other] = [await newWorkspace(), await newWorkspace()];
    const facts = { title: "Done", text: "The report is there" };
    for (const key of ["a", "a", "b"]) await notify.execute(system(context), { key, ...facts });
    const { notifications, unread } = await listNotifications.execute(context, {});
    expect(notifications.map(({ title, readAt }) => [title, readAt])).toEqual([
      ["Done", null],
      ["Done", null],
    ]);
    expect(unread).toBe(2);
    expect(await listNotifications.execute(other, {})).toEqual({ notifications: [], unread: 0 });
    expect(await readNotifications.execute(context, { ids: [notifications[0]?.id] })).toEqual({ read: 1 });
    expect((await listNotifications.execute(context, {})).unread).toBe(1);
    expect(await readNotifications.execute(context, {})).toEqual({ read: 1 });
    expect((await listNotifications.execute(context, {})).unread).toBe(0);
  });
});
