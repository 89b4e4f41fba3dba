import { afterAll, describe, expect, it } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import type { ReviewTask } from "#server/domains/escalation/schema.ts";
import { listRuns } from "#server/domains/run/index.ts";
import { listReviews, resolveEscalation } from "#server/effects/index.ts";
import { close, hold, until } from "../test-background.ts";
import { newBusiness, receiveMail, runIn, waiting } from "../test-business.ts";

afterAll(close);

type Business = Awaited<ReturnType<typeof newBusiness>>;

const enquiry = {
  from: "Ana Duarte <ana@northwind.example.com>",
  subject: "A new website",
  body: "We are looking for somebody who can build us a new website. What would it cost?",
};

function reviewTask(context: Business): Promise<ReviewTask> {
  return until("there is a review task", async () => (await listReviews.execute(context, {}))[0]);
}

/** Nobody can say how an event of this kind is read; the column takes any text. */
async function receivePoison(context: Business): Promise<string> {
  hold("event.received");
  const eventId = await receiveMail(context, enquiry);
  await inWorkspace(context.workspaceId, (tx) => tx.event.update({ where: { id: eventId }, data: { kind: "pigeon" } }));
  hold(undefined);
  return eventId;
}

describe("an event that cannot be read", () => {
  it("fails with a note and a review task, and keeps nothing else waiting", async () => {
    const context = await newBusiness();
    const eventId = await receivePoison(context);
    await receiveMail(context, { ...enquiry, subject: "A website for a second bakery" });
    const task = await reviewTask(context);
    expect(task.title).toBe("An event could not be read");
    expect(task.options.map((option) => option.id)).toEqual(["event.retry", "run.task", "dismiss"]);
    const event = await inWorkspace(context.workspaceId, (tx) =>
      tx.event.findUniqueOrThrow({ where: { id: eventId } }),
    );
    expect([event.status, event.note]).toEqual(["failed", task.happened]);
    expect(task.happened).not.toMatch(/prisma|zod|select|stack/i);
    await waiting(context, 2);
  });

  it("is read again when the operator asks for it", async () => {
    const context = await newBusiness();
    const eventId = await receivePoison(context);
    const task = await reviewTask(context);
    await inWorkspace(context.workspaceId, (tx) => tx.event.update({ where: { id: eventId }, data: { kind: "mail" } }));
    await resolveEscalation.execute(context, { escalationId: task.id, option: "event.retry" });
    await waiting(context, 2);
  });

  it("stays as it is when the operator leaves it", async () => {
    const context = await newBusiness();
    await receivePoison(context);
    const task = await reviewTask(context);
    await resolveEscalation.execute(context, { escalationId: task.id, option: "dismiss" });
    expect(await listReviews.execute(context, {})).toEqual([]);
    expect((await listRuns.execute(context, {})).runs).toEqual([]);
  });
});

describe("a run that cannot go on", () => {
  it("fails at once where a repeat cannot help, says why, and goes on after the operator has mended it", async () => {
    const context = await newBusiness();
    hold("event.normalised");
    const eventId = await receiveMail(context, { ...enquiry, from: "Ana <ana@northwind.example.com>" });
    // somebody takes the address away between intake and run
    await until("the contact is there", () =>
      inWorkspace(context.workspaceId, (tx) => tx.contact.updateMany({ data: { email: null } })).then(
        ({ count }) => count,
      ),
    );
    hold(undefined);
    const detail = await runIn(context, "failed");
    expect(detail.error).toEqual({ message: "Ana has no mail address to answer to", step: "gather" });
    const task = await reviewTask(context);
    expect(task).toMatchObject({
      title: expect.stringMatching(/^Failed: New enquiry: Ana/),
      happened: detail.error?.message,
    });
    expect(detail.eventId).toBe(eventId);
    await inWorkspace(context.workspaceId, (tx) =>
      tx.contact.updateMany({ data: { email: "ana@northwind.example.com" } }),
    );
    await resolveEscalation.execute(context, { escalationId: task.id, option: "run.retry" });
    await waiting(context, 2);
    expect((await runIn(context, "waiting")).error).toBeNull();
  });
});
