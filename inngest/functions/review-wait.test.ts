import { afterAll, expect, it } from "vitest";
import { startSmtpServer } from "#server/connectors/smtp/test-server.ts";

// the environment is read once per process, by whatever is imported first
const server = await startSmtpServer();
process.env.SMTP_URL = server.url;
const { close, until } = await import("../test-background.ts");
const { newBusiness, receiveMail } = await import("../test-business.ts");
const { inWorkspace } = await import("#server/db/transaction.ts");
const { approveProposal, listReviews, resolveEscalation } = await import("#server/effects/index.ts");

afterAll(async () => {
  await close();
  await server.close();
});

it("a run whose mail may have arrived waits for the operator's word, says so, and goes on with it", async () => {
  const context = await newBusiness();
  const { workspaceId } = context;
  const rows = <T>(work: Parameters<typeof inWorkspace<T>>[1]) => inWorkspace(workspaceId, work);
  await rows((tx) =>
    tx.workspace.update({ where: { id: workspaceId }, data: { mailFrom: "Harbour Lane <hello@harbourlane.test>" } }),
  );
  await receiveMail(context, {
    from: "Ana Duarte <ana@northwind.example.com>",
    subject: "A new website",
    body: "We are looking for somebody who can build us a new website. What would it cost?",
  });
  const letter = await until("the reply waits", () =>
    rows((tx) => tx.proposal.findFirst({ where: { status: "pending", action: "mail.send" } })),
  );
  server.behave("accept-and-drop");
  await approveProposal.execute(context, { proposalId: letter.id, inputHash: letter.inputHash });
  const review = await until("it is put to the operator", async () => (await listReviews.execute(context, {}))[0]);
  const waits = () => rows((tx) => tx.run.findUniqueOrThrow({ where: { id: letter.runId } }));
  await until("the run waits for that", async () =>
    /nobody knows whether it happened/.test((await waits()).summary ?? ""),
  );
  expect((await waits()).status).toBe("waiting");

  server.behave("accept");
  const arrived = review.options.find(({ id }) => id.includes("arrived"));
  await resolveEscalation.execute(context, { escalationId: review.id, option: arrived?.id ?? "" });
  await until("the run goes on", async () => !/nobody knows/.test((await waits()).summary ?? ""));
  const ended = await rows((tx) => tx.runEntry.findMany({ where: { runId: letter.runId, kind: "wait.ended" } }));
  expect(ended.map(({ data }) => data)).toContainEqual({ outcome: "you decided" });
});
