import { setTimeout as delay } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { startSmtpServer } from "#server/connectors/smtp/test-server.ts";

// the environment is read once per process, by whatever is imported first
const server = await startSmtpServer();
process.env.SMTP_URL = server.url;
const { advance, close, until } = await import("../test-background.ts");
const { newBusiness, receiveMail } = await import("../test-business.ts");
const { inWorkspace } = await import("#server/db/transaction.ts");
const { updateSupervision } = await import("#server/domains/supervision/index.ts");
const { approveProposal, listCircuits, listReviews } = await import("#server/effects/index.ts");
const { supervisionPolicyOf } = await import("#server/policy/index.ts");
const { superviseWorkspace } = await import("./supervise.ts");

afterAll(async () => {
  await close();
  await server.close();
});

const count = 5;

/** Asks at leisure: background work gives way to whoever asks. */
const eventually = <T>(what: string, ask: () => Promise<T | undefined | null | false>): Promise<T> =>
  until(what, async () => {
    await delay(250);
    return ask();
  });

describe("a mail server that is away while mails are approved", () => {
  it("gets each of them exactly once when it is back, by itself", async () => {
    const context = await newBusiness();
    const { workspaceId } = context;
    await inWorkspace(workspaceId, (tx) =>
      tx.workspace.update({ where: { id: workspaceId }, data: { mailFrom: "Harbour Lane <hello@harbourlane.test>" } }),
    );
    await updateSupervision.execute(context, { ...supervisionPolicyOf({}), breakerFailures: 2, probeSeconds: 1_800 });
    for (let number = 0; number < count; number += 1) {
      await receiveMail(context, {
        from: `Ana Duarte <ana-${number}@northwind.example.com>`,
        subject: `A new website, ${number}`,
        body: "We are looking for somebody who can build us a new website. What would it cost?",
      });
    }
    const letters = await eventually("every reply waits", async () => {
      const found = await inWorkspace(workspaceId, (tx) =>
        tx.proposal.findMany({ where: { status: "pending", action: "mail.send" } }),
      );
      return found.length === count && found;
    });
    server.behave("drop-at-connect");
    for (const { id, inputHash } of letters) await approveProposal.execute(context, { proposalId: id, inputHash });
    const circuit = async () => (await listCircuits.execute(context, {}))[0];
    await eventually("the circuit is open", async () => {
      if ((await circuit())?.state === "open") return true;
      // a refused call is tried again after its pause
      await advance(5_000);
      return false;
    });
    await eventually("it holds them all", async () => (await circuit())?.held === count);
    const attempts = () =>
      inWorkspace(workspaceId, async (tx) => (await tx.effect.findMany()).reduce((sum, row) => sum + row.attempts, 0));
    const before = await attempts();
    await advance(3_600_000);
    await superviseWorkspace(workspaceId);
    await eventually(
      "one was let through, and failed",
      async () => (await circuit())?.state === "open" && (await attempts()) > before,
    );
    expect((await attempts()) - before).toBeLessThanOrEqual(1);
    expect(await listReviews.execute(context, {})).toEqual([]);

    server.behave("accept");
    await advance(3_600_000);
    await superviseWorkspace(workspaceId);
    await eventually("all are sent", async () => server.received.length >= count);
    expect(await circuit()).toMatchObject({ state: "closed", failures: 0 });
    await eventually("every proposal is executed", () =>
      inWorkspace(workspaceId, async (tx) => {
        const done = await tx.proposal.count({ where: { status: "executed", action: "mail.send" } });
        return done === count;
      }),
    );
    expect(server.received).toHaveLength(count);
    const ids = server.received.map((raw) => /^message-id: *(\S+)/im.exec(raw)?.[1]);
    expect(new Set(ids).size).toBe(count);
  });
});
