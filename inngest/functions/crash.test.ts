import { afterAll, describe, expect, it } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import { approveProposal } from "#server/effects/index.ts";
import { close, setCrash } from "../test-background.ts";
import { effectsOf, newBusiness, paidInvoice, receiveMail, runIn, waiting } from "../test-business.ts";

afterAll(close);

const ana = "Ana Duarte <ana@northwind.example.com>";
const mostBoundaries = 60;

type Business = Awaited<ReturnType<typeof newBusiness>>;
type Story = {
  prepare: (context: Business) => Promise<void>;
  mail: { subject: string; body: string };
  effects: string[];
  /** what the workflow keeps of it, and what its agent found */
  memory: number;
};

const stories: Record<string, Story> = {
  "an enquiry": {
    prepare: async () => undefined,
    mail: {
      subject: "A new website",
      body: "We are looking for somebody who can build us a new website. What would it cost?",
    },
    effects: ["mail.send", "task.create"],
    memory: 2,
  },
  "a refund request": {
    prepare: (context) => paidInvoice(context, "HL-2032-0001", 50_000),
    mail: {
      subject: "Refund for HL-2032-0001",
      body: "I would like a refund for invoice HL-2032-0001, please. I want my money back.",
    },
    effects: ["credit-note.issue", "mail.send"],
    memory: 1,
  },
};

/** The whole story, everything approved, with a crash at the n-th checkpoint. @returns whether there were that many */
async function live(story: Story, at: number, stored: boolean): Promise<boolean> {
  const context = await newBusiness();
  await story.prepare(context);
  setCrash({ at, stored });
  await receiveMail(context, { from: ana, ...story.mail });
  for (const { id: proposalId, inputHash } of await waiting(context, 2)) {
    await approveProposal.execute(context, { proposalId, inputHash });
  }
  await runIn(context, "succeeded");
  const { effects, mails, tasks, creditNotes } = await effectsOf(context);
  const label = `crash at checkpoint ${at}, ${stored ? "stored" : "not stored"}`;
  expect(effects.map((effect) => effect.action).sort(), label).toEqual(story.effects);
  expect(
    effects.map((effect) => [effect.status, effect.attempts]),
    label,
  ).toEqual(effects.map(() => ["succeeded", 1]));
  expect(mails.length + tasks.length + creditNotes.length, label).toBe(2);
  const [proposals, runs, memory] = await inWorkspace(context.workspaceId, async (tx) => [
    await tx.proposal.count(),
    await tx.run.count(),
    await tx.memoryItem.count(),
  ]);
  expect({ proposals, runs, memory }, label).toEqual({ proposals: 2, runs: 1, memory: story.memory });
  return setCrash(undefined);
}

const cases = [
  ["an enquiry", "lost"],
  ["a refund request", "lost"],
  ["a refund request", "stored"],
] as const;

describe("a crash at every step boundary", () => {
  it.each(cases)(
    "leaves %s with each effect once, the step's result %s",
    { timeout: 300_000 },
    async (name, result) => {
      const story = stories[name];
      if (!story) throw new Error(`There is no story of ${name}`);
      let at = 1;
      while (at <= mostBoundaries && (await live(story, at, result === "stored"))) at += 1;
      expect(at).toBeGreaterThan(8);
      expect(at).toBeLessThan(mostBoundaries);
    },
  );
});
