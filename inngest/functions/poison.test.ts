import { afterAll, describe, expect, it } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import { bulkRedriveDeadLetters, dropDeadLetter, listDeadLetters } from "#server/domains/dead-letter/index.ts";
import { listRuns } from "#server/domains/run/index.ts";
import { close, hold, until } from "../test-background.ts";
import { newBusiness, receiveMail } from "../test-business.ts";
import { superviseWorkspace } from "./supervise.ts";

afterAll(close);

const letter = (number: number) => ({
  from: `Ana Duarte <ana-${number}@northwind.example.com>`,
  subject: `A new website, ${number}`,
  body: "We are looking for somebody who can build us a new website. What would it cost?",
});

describe("poison events, one in five", () => {
  it("delay nobody: each good one is worked on, and they are kept with their reason until they are redriven", async () => {
    const context = await newBusiness();
    const { workspaceId } = context;
    const rows = <T>(work: Parameters<typeof inWorkspace<T>>[1]) => inWorkspace(workspaceId, work);
    hold("event.received");
    const ids: string[] = [];
    for (let number = 0; number < 20; number += 1) ids.push(await receiveMail(context, letter(number)));
    const poison = ids.filter((_, index) => index % 5 === 0);
    const good = ids.filter((id) => !poison.includes(id));
    // nobody can say how an event of this kind is read; the column takes any text
    await rows((tx) => tx.event.updateMany({ where: { id: { in: poison } }, data: { kind: "pigeon" } }));
    hold(undefined);
    const runs = await until("every good one has its run", async () => {
      const { runs } = await listRuns.execute(context, { limit: 100 });
      return runs.length === good.length && runs;
    });
    const events = await rows((tx) => tx.run.findMany({ where: { id: { in: runs.map(({ id }) => id) } } }));
    expect(new Set(events.map(({ eventId }) => eventId))).toEqual(new Set(good));

    const letters = await until("the poison is given up", async () => {
      const { items } = await listDeadLetters.execute(context, {});
      return items.length === poison.length && items;
    });
    expect(new Set(letters.map(({ subjectId }) => subjectId))).toEqual(new Set(poison));
    for (const { kind, attempts, reason } of letters) {
      expect([kind, attempts]).toEqual(["event", 5]);
      expect(reason).not.toBe("");
    }

    const [first, ...others] = letters;
    await dropDeadLetter.execute(context, { id: first?.id, reason: "An advertisement" });
    await rows((tx) => tx.event.updateMany({ where: { kind: "pigeon" }, data: { kind: "mail" } }));
    const redriven = await bulkRedriveDeadLetters.execute(context, {});
    expect(redriven).toMatchObject({ redriven: others.length, left: 0 });
    await until("the mended ones have their runs", async () => {
      const { runs } = await listRuns.execute(context, { limit: 100 });
      return runs.length === good.length + others.length;
    });
    const again = bulkRedriveDeadLetters.execute(context, { ids: [first?.id ?? ""] });
    expect((await again).letters).toMatchObject([{ redriven: false, code: "conflict" }]);
  });
});

describe("a message between parts that nobody takes", () => {
  it("becomes a dead letter once others went through, is not tried meanwhile, and goes out when it is redriven", async () => {
    const context = await newBusiness();
    const { workspaceId } = context;
    await receiveMail(context, letter(1));
    const entries = () => inWorkspace(workspaceId, (tx) => tx.outboxEntry.findMany({ orderBy: { createdAt: "asc" } }));
    await until("something was sent", async () => (await entries()).some((entry) => entry.sentAt));
    const [entry] = await entries();
    const refused = { sentAt: null, attempts: 10, lastError: "Error: not this one", retryAt: new Date("2999-01-01") };
    await inWorkspace(workspaceId, (tx) =>
      tx.outboxEntry.update({ where: { id: entry?.id ?? "" }, data: { ...refused, createdAt: new Date(0) } }),
    );
    await superviseWorkspace(workspaceId);
    await superviseWorkspace(workspaceId);
    const { items } = await listDeadLetters.execute(context, {});
    expect(items).toMatchObject([
      { kind: "outbox", subjectId: entry?.id, reason: "Error: not this one", attempts: 10 },
    ]);
    expect((await entries()).find(({ id }) => id === entry?.id)?.deadAt).not.toBeNull();
    await bulkRedriveDeadLetters.execute(context, { ids: [items[0]?.id ?? ""] });
    await until("it went out", async () => (await entries()).find(({ id }) => id === entry?.id)?.sentAt);
    expect((await listDeadLetters.execute(context, {})).items).toEqual([]);
  });
});
