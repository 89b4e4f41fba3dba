import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { newWorkspace } from "#server/db/test-database.ts";
import { listAudit } from "#server/domains/audit/index.ts";
import { openEscalation } from "#server/domains/escalation/index.ts";
import { executeEffect } from "./execute-effect.ts";
import { getReview, listReviews } from "./remedies/reviews.ts";
import { resolveEscalation } from "./resolve-escalation.ts";
import { approve, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

const rounds = process.env.TEST_DATABASE_URL ? 50 : 5;

const openForRun = defineCommand({
  name: "test.escalate",
  input: z.object({ runId: z.uuid(), key: z.string() }),
  access: ["system"],
  run: (scope, { runId, key }) =>
    openEscalation(scope, {
      runId,
      key,
      title: "A run failed",
      happened: "The mail server was away",
      done: "It was tried five times",
      options: [
        { id: "retry-run", label: "Run it again", description: "Starts the run from its failed step." },
        { id: "leave", label: "Leave it", description: "Closes this without doing anything." },
      ],
    }),
});

/** A contact update that failed because another contact took its mail address meanwhile. */
async function failedUpdate(): Promise<{
  business: TestBusiness;
  proposalId: string;
  escalationId: string;
  block: string;
}> {
  const business = await newBusiness();
  const { workspaceId } = business.operator;
  const email = "benjamin@example.com";
  const proposalId = await proposeIn(business, "contact.update", { contactId: business.contactId, email });
  await approve(business, proposalId);
  const block = crypto.randomUUID();
  await rowsOf(business, (tx) => tx.contact.create({ data: { id: block, workspaceId, name: "Other", email } }));
  expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({
    status: "failed",
    message: "Another contact has this mail address",
  });
  const [task] = await listReviews.execute(business.operator, {});
  return { business, proposalId, escalationId: task?.id ?? "", block };
}

describe("review tasks", () => {
  it("open once per subject, however often they are reported", async () => {
    const business = await newBusiness();
    const opened = await Promise.all(
      Array.from({ length: 10 }, () => openForRun.execute(business.system, { runId: business.runId, key: "run" })),
    );
    expect(new Set(opened.map((task) => task.escalationId)).size).toBe(1);
    const [task, ...others] = await listReviews.execute(business.operator, {});
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      title: "A run failed",
      status: "open",
      options: [{ id: "retry-run" }, { id: "leave" }],
    });
  });

  it("are resolved by one device of two, with an option of theirs, and tell the run", async () => {
    const business = await newBusiness();
    for (let round = 0; round < rounds; round += 1) {
      const { escalationId } = await openForRun.execute(business.system, { runId: business.runId, key: String(round) });
      const resolve = (option: string) => resolveEscalation.execute(business.operator, { escalationId, option });
      await expect(resolve("erase-everything")).rejects.toMatchObject({ code: "invalid" });
      const both = await Promise.allSettled([resolve("retry-run"), resolve("leave")]);
      const lost = both.filter((one) => one.status === "rejected");
      expect(lost).toMatchObject([{ reason: { code: "conflict" } }]);
      const won = both[0].status === "fulfilled" ? "retry-run" : "leave";
      const view = await getReview.execute(business.operator, { id: escalationId });
      expect(view).toMatchObject({ status: "resolved", resolution: won });
      const { items: entries } = await listAudit.execute(business.operator, {
        subject: { kind: "escalation", id: escalationId },
      });
      expect(entries.map((entry) => entry.action)).toEqual(["escalation.resolve", "test.escalate"]);
    }
    const sent = await rowsOf(business, (tx) => tx.outboxEntry.count({ where: { name: "escalation.resolved" } }));
    expect(sent).toBe(rounds);
  });

  it("of another workspace do not exist", async () => {
    const business = await newBusiness();
    const { escalationId } = await openForRun.execute(business.system, { runId: business.runId, key: "run" });
    const stranger = resolveEscalation.execute(await newWorkspace(), { escalationId, option: "leave" });
    await expect(stranger).rejects.toMatchObject({ code: "not_found" });
  });

  it("about a failed effect: trying again does it once the cause is gone", async () => {
    const { business, proposalId, escalationId, block } = await failedUpdate();
    await rowsOf(business, (tx) => tx.contact.update({ where: { id: block }, data: { email: null } }));
    await resolveEscalation.execute(business.operator, { escalationId, option: "try-again" });
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "succeeded" });
    const contact = await rowsOf(business, (tx) => tx.contact.findUniqueOrThrow({ where: { id: business.contactId } }));
    expect(contact.email).toBe("benjamin@example.com");
  });

  it("about a failed effect: trying again in vain opens it again", async () => {
    const { business, escalationId } = await failedUpdate();
    await resolveEscalation.execute(business.operator, { escalationId, option: "try-again" });
    expect(await getReview.execute(business.operator, { id: escalationId })).toMatchObject({ status: "open" });
  });

  it("about a failed effect: leaving it changes nothing", async () => {
    const { business, proposalId, escalationId } = await failedUpdate();
    await resolveEscalation.execute(business.operator, { escalationId, option: "leave", note: "Not worth it" });
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "failed" });
    expect(await listReviews.execute(business.operator, {})).toEqual([]);
  });
});
