import { afterAll, describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { editProposal } from "#server/effects/index.ts";
import {
  closeMemory,
  decideQuarantined,
  listPreferences,
  listQuarantined,
  removePreference,
  scopePreference,
} from "#server/memory/index.ts";
import type { PreferenceRow } from "#server/memory/preferences/schema.ts";
import { close, until } from "../test-background.ts";
import { newBusiness, receiveMail, waiting } from "../test-business.ts";

afterAll(close);

const letter = (from: string, subject: string) => ({
  ...{ from, subject },
  body: "Hello,\n\nI am the owner of a bakery and we are looking for somebody who can build us a new website. What would it cost, and could you start in May?\n\nBest\nAna",
});
const ana = letter("Ana Duarte <ana@northwind.example.com>", "A website for our bakery");
const bodyOf = (card: ProposalCard) => (card.preview.kind === "mail" ? card.preview.body : "");

/** The reply to whoever has this address, once it waits. */
async function replyTo(context: TestContext, address: string, of: number): Promise<ProposalCard> {
  const cards = await waiting(context, of);
  const card = cards.find((one) => one.preview.kind === "mail" && one.preview.to.includes(address));
  if (!card) throw new Error(`There is no reply to ${address}`);
  return card;
}

const added = "Our studio is closed in August.";

async function edit(context: TestContext, card: ProposalCard): Promise<void> {
  const body = bodyOf(card)
    .replace(/^Hello (\w+),/, "Dear $1,")
    .replace(/\n\nKind regards/, ` ${added}\n\nKind regards`);
  await editProposal.execute(context, { proposalId: card.id, inputHash: card.inputHash, fields: { body } });
}

const preferences = (context: TestContext, ready: (rows: PreferenceRow[]) => boolean) =>
  until("the preferences", async () => {
    const { preferences: rows } = await listPreferences.execute(context, {});
    return ready(rows) && rows;
  });

describe("what an agent remembers", () => {
  it("of a message waits in quarantine with its passage, as the run's; confirmed it stands", async () => {
    const context = await newBusiness();
    await receiveMail(context, ana);
    await waiting(context, 2);
    const { items } = await listQuarantined.execute(context, {});
    const role = items.find(({ text }) => text === "Role: owner");
    expect(role).toMatchObject({
      ...{ taint: "outside", tier: "profile", source: { kind: "run" }, confidence: 0.85 },
      passage: { from: "ana@northwind.example.com", subject: "A website for our bakery" },
    });
    expect(items.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^Asked on .*What would it cost/));
    const log = await inWorkspace(context.workspaceId, (tx) =>
      tx.runEntry.findMany({ where: { kind: "memory.written" } }),
    );
    expect(log).toHaveLength(1);
    const ids = items.map(({ id }) => id);
    await decideQuarantined.execute(context, { ids, decision: "confirm" });
    expect((await listQuarantined.execute(context, {})).total).toBe(0);
  });
});

describe("an edit", () => {
  it("that was said to be no longer true is not learnt again from what taught it", async () => {
    const context = await newBusiness();
    await receiveMail(context, ana);
    await edit(context, await replyTo(context, "ana@", 2));
    const [one] = await preferences(context, (rows) => rows.length === 2);
    await closeMemory.execute(context, { id: one?.id });
    const [left] = await preferences(context, (rows) => rows.length === 1);
    // reckons all of them anew
    await scopePreference.execute(context, { id: left?.id, scope: "workflow" });
    const after = await preferences(context, (rows) => rows.every(({ scope }) => scope === "workflow"));
    expect(after.map(({ text }) => text.slice(0, 5))).toEqual([left?.text.slice(0, 5)]);
  });

  it("is done again in the next like draft, said on the card, wider with more evidence, and not once it was removed", async () => {
    const context = await newBusiness();
    await receiveMail(context, ana);
    await edit(context, await replyTo(context, "ana@", 2));
    const first = await preferences(context, (rows) => rows.length === 2);
    expect(first.map(({ scope, strength, edits }) => [scope, strength, edits])).toEqual([
      ["contact", 0.5, 1],
      ["contact", 0.5, 1],
    ]);
    expect(first.flatMap(({ evidence }) => evidence.map(({ after }) => after)).toSorted()).toEqual([
      "Dear Ana,",
      added,
    ]);

    // somebody of another company is not written to like that yet; the same edit makes it the workflow's
    await receiveMail(context, letter("Ben Okafor <ben@southgate.example.com>", "A website for our garage"));
    const second = await replyTo(context, "ben@", 4);
    expect(bodyOf(second)).toMatch(/^Hello Ben,/);
    await edit(context, second);
    const wider = await preferences(context, (rows) => rows.every(({ scope }) => scope === "workflow"));
    expect(wider.map(({ edits }) => edits)).toEqual([2, 2]);
    await receiveMail(context, letter("Cem Aydin <cem@westhill.example.com>", "A website for our school"));
    const third = await replyTo(context, "cem@", 6);
    expect(bodyOf(third)).toMatch(/^Dear Cem,/);
    expect(bodyOf(third)).toContain(`${added}\n\nKind regards`);
    expect(third.story?.heard.map(({ followed, note }) => [followed, note])).toEqual([
      [true, "learnt from your edits"],
      [true, "learnt from your edits"],
    ]);
    expect(third.evidence.filter(({ kind }) => kind === "memory").map(({ label }) => label)).toContainEqual(
      expect.stringMatching(/^Your edits: Greet with/),
    );

    const greeting = wider.find(({ text }) => text.startsWith("Greet"));
    const sentence = wider.find(({ text }) => text.startsWith("Add"));
    if (!greeting || !sentence) throw new Error("A preference is missing");
    await removePreference.execute(context, { id: greeting.id });
    await scopePreference.execute(context, { id: sentence.id, scope: "contact" });
    const left = await preferences(context, (rows) => rows.length === 2);
    expect(left.every(({ scope, chosen, text }) => scope === "contact" && chosen && text.startsWith("Add"))).toBe(true);
    await expect(removePreference.execute(context, { id: greeting.id })).rejects.toMatchObject({ code: "conflict" });
    await receiveMail(context, letter("Dee Lund <dee@easthill.example.com>", "A website for our club"));
    const fourth = await replyTo(context, "dee@", 8);
    expect(bodyOf(fourth)).toMatch(/^Hello Dee,/);
    expect(bodyOf(fourth)).not.toContain(added);
  }, 60_000);

  it("that is taken back leaves no preference", async () => {
    const context = await newBusiness();
    await receiveMail(context, ana);
    const card = await replyTo(context, "ana@", 2);
    await edit(context, card);
    await preferences(context, (rows) => rows.length === 2);
    const edited = await replyTo(context, "ana@", 2);
    const fields = { body: bodyOf(card) };
    await editProposal.execute(context, { proposalId: edited.id, inputHash: edited.inputHash, fields });
    await preferences(context, (rows) => rows.length === 0);
  });
});
