import { expect, it } from "vitest";
import { getProposal } from "#server/domains/proposal/index.ts";
import { approveBatch, rejectBatch } from "./decide-batch.ts";
import { approve, creditOf, mailTo, newBusiness, proposeIn, rowsOf } from "./test-business.ts";

it("approves like proposals one by one, each under its own hash, and tells which changed meanwhile", async () => {
  const business = await newBusiness({ undoSeconds: 30 });
  const ids: string[] = [];
  for (let index = 0; index < 4; index += 1)
    ids.push(await proposeIn(business, "mail.send", mailTo(`p${index}@example.com`)));
  const items = [];
  for (const id of ids) {
    const { inputHash } = await getProposal.execute(business.operator, { proposalId: id });
    items.push({ id, inputHash });
  }
  const [first, second] = ids as [string, string];
  await approve(business, first);
  const altered = items.map((item) => (item.id === second ? { ...item, inputHash: "0".repeat(64) } : item));
  const outcome = await approveBatch.execute(business.operator, { items: altered });
  expect(outcome.map(({ id, decided }) => [id, decided])).toEqual([
    [ids[0], false],
    [ids[1], false],
    [ids[2], true],
    [ids[3], true],
  ]);
  expect(outcome[0]?.message).toContain("already been approved");
  expect(outcome[1]?.message).toContain("changed after you opened it");
  expect(outcome[3]?.executeAfter).toEqual(new Date(business.clock.now().getTime() + 30_000));
  const approvals = await rowsOf(business, (tx) => tx.approval.findMany({ where: { proposalId: { in: ids } } }));
  expect(new Set(approvals.map((row) => row.inputHash)).size).toBe(3);
});

it("rejects like proposals with one reason, and decides nothing where they are not alike", async () => {
  const business = await newBusiness();
  const mail = await proposeIn(business, "mail.send", mailTo());
  const again = await proposeIn(business, "mail.send", mailTo("other@example.com"));
  const credit = await proposeIn(business, "credit_note.issue", creditOf(business));
  const itemOf = async (id: string) => ({
    id,
    inputHash: (await getProposal.execute(business.operator, { proposalId: id })).inputHash,
  });
  const mixture = { items: [await itemOf(mail), await itemOf(credit)], reason: "Not needed" };
  await expect(rejectBatch.execute(business.operator, mixture)).rejects.toMatchObject({ code: "precondition" });
  const outcome = await rejectBatch.execute(business.operator, {
    items: [await itemOf(mail), await itemOf(again)],
    reason: "Not needed",
  });
  expect(outcome.every((one) => one.decided)).toBe(true);
  const approvals = await rowsOf(business, (tx) => tx.approval.findMany());
  expect(approvals.map((row) => row.reason)).toEqual(["Not needed", "Not needed"]);
});
