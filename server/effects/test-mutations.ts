import { inputHashOf } from "#server/domains/proposal/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { executeEffect } from "./execute-effect.ts";
import { grant, settle, trustedBusiness } from "./test-autonomy.ts";
import { approve, creditOf, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

/** A number from 0 up to, not with, `below`; the same row of them for the same seed (xorshift32). */
type Dice = (below: number) => number;

function diceOf(seed: number): Dice {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

type Row = { id: string; action: string; input: Record<string, unknown>; targets: Record<string, number> };
type Mutate = (business: TestBusiness, proposal: Row, dice: Dice) => Promise<unknown>;

const hash = (dice: Dice) => Array.from({ length: 64 }, () => dice(16).toString(16)).join("");
const hashed = (row: Row) => inputHashOf(row);
const one = <T>(items: readonly [T, ...T[]], dice: Dice): T => items[dice(items.length)] ?? items[0];
const write = (business: TestBusiness, { id }: Row, data: Record<string, unknown>) =>
  rowsOf(business, (tx) => tx.proposal.update({ where: { id }, data }));
const sign = (business: TestBusiness, { id }: Row, data: Record<string, unknown>) =>
  rowsOf(business, (tx) => tx.approval.updateMany({ where: { proposalId: id }, data }));
const invoice = (business: TestBusiness, data: Record<string, unknown>) =>
  rowsOf(business, (tx) => tx.invoice.update({ where: { id: business.invoiceId }, data }));

/** Another input: an amount, a text, a currency, a target, a field more or less. */
function otherInput(input: Record<string, unknown>, dice: Dice): Record<string, unknown> {
  const changes: [() => Record<string, unknown>, ...(() => Record<string, unknown>)[]] = [
    () => ({ ...input, amountMinor: Number(input.amountMinor) + 1 + dice(50_000) }),
    () => ({ ...input, amountMinor: -1 - dice(10_000) }),
    () => ({ ...input, reason: `Altered ${dice(1e6)}` }),
    () => ({ ...input, reason: `${input.reason} ` }),
    () => ({ ...input, currency: one(["USD", "GBP", "eur", ""], dice) }),
    () => ({ ...input, invoiceId: newId() }),
    () => ({ ...input, note: `More ${dice(1e6)}` }),
    () => Object.fromEntries(Object.entries(input).filter((_, place) => place !== dice(4) % 4)),
    () => ({}),
  ];
  const other = one(changes, dice)();
  return JSON.stringify(other) === JSON.stringify(input) ? { ...input, amountMinor: 1 } : other;
}

const day = 86_400_000;

/** What is altered behind the product's back between approval and execution. */
const mutations: Readonly<Record<string, Mutate>> = {
  input: (business, row, dice) => write(business, row, { input: otherInput(row.input, dice) }),
  "input with a fitting hash": (business, row, dice) => {
    const input = otherInput(row.input, dice);
    return write(business, row, { input, inputHash: hashed({ ...row, input }) });
  },
  "hash of the input": (business, row, dice) => write(business, row, { inputHash: hash(dice) }),
  "input, hash and approval together": async (business, row, dice) => {
    const input = otherInput(row.input, dice);
    const inputHash = hashed({ ...row, input });
    await write(business, row, { input, inputHash });
    return sign(business, row, { inputHash });
  },
  "input, hash and an approval of its own": async (business, row, dice) => {
    const input = otherInput(row.input, dice);
    const inputHash = hashed({ ...row, input });
    await write(business, row, { input, inputHash });
    return rowsOf(business, async (tx) => {
      const { seal, ...given } = await tx.approval.findFirstOrThrow({ where: { proposalId: row.id } });
      const decidedAt = new Date(given.decidedAt.getTime() + 1);
      await tx.approval.create({
        data: { ...given, id: newId(), inputHash, decidedAt, seal: one([seal, null], dice) },
      });
    });
  },
  title: (business, row, dice) => write(business, row, { title: `Altered ${dice(1e6)}` }),
  reason: (business, row, dice) => write(business, row, { reason: `Altered ${dice(1e6)}` }),
  evidence: (business, row) =>
    write(business, row, { evidence: [{ kind: "invoice", id: newId(), label: "Another invoice" }] }),
  "where it belongs": (business, row) => write(business, row, { runId: newId() }),
  step: (business, row, dice) => write(business, row, { step: `altered-${dice(1e6)}` }),
  agent: (business, row, dice) => write(business, row, { agent: one(["crm", "research", "content"], dice) }),
  "who approved": (business, row) => sign(business, row, { decidedBy: newId() }),
  action: (business, row, dice) =>
    write(business, row, { action: one(["invoice.issue", "credit-note.reverse", "mail.send", "no.such"], dice) }),
  "action with a fitting hash": (business, row, dice) => {
    const action = one(["invoice.issue", "credit-note.reverse", "task.create"], dice);
    return write(business, row, { action, inputHash: hashed({ ...row, action }) });
  },
  targets: (business, row, dice) =>
    write(business, row, { targets: one([{}, { [`invoice:${business.invoiceId}`]: 7 + dice(90) }], dice) }),
  "targets with a fitting hash": (business, row, dice) => {
    const targets = { ...row.targets, [`invoice:${newId()}`]: dice(9) };
    return write(business, row, { targets, inputHash: hashed({ ...row, targets }) });
  },
  status: (business, row, dice) =>
    write(business, row, {
      status: one(["pending", "rejected", "returned", "expired", "replaced", "refused", "failed", "shadow"], dice),
    }),
  preview: (business, row, dice) =>
    write(business, row, { preview: { kind: "record", heading: `Altered ${dice(1e6)}`, rows: [] } }),
  "what it takes back": (business, row) => write(business, row, { compensatesId: newId() }),
  "its time": (business, row, dice) => {
    const past = new Date(business.clock.now().getTime() - (2 + dice(30)) * day);
    return write(business, row, { expiresAt: past, decidedAt: past });
  },
  "the undo window": (business, row, dice) =>
    write(business, row, { executeAfter: new Date(business.clock.now().getTime() + 1_000 + dice(day)) }),
  "hash of the approval": (business, row, dice) => sign(business, row, { inputHash: hash(dice) }),
  "approval undone": (business, row) => sign(business, row, { undoneAt: business.clock.now() }),
  decision: (business, row, dice) => sign(business, row, { decision: one(["reject", "respond", "expire"], dice) }),
  "approval of another": (business, row) => sign(business, row, { proposalId: newId() }),
  "version of the invoice": (business, _, dice) => invoice(business, { version: 2 + dice(90) }),
  "invoice credited elsewhere": (business, _, dice) => invoice(business, { creditedMinor: 112_000 + dice(7_000) }),
  "invoice void": (business) => invoice(business, { status: "void", version: 2 }),
  "workspace paused": (business) =>
    rowsOf(business, (tx) =>
      tx.workspace.update({
        where: { id: business.operator.workspaceId },
        data: { pausedAt: business.clock.now() },
      }),
    ),
};

/** What came of altering things after approval: `executed` names what was executed all the same. */
export type MutationFigures = { mutations: number; kinds: number; refused: number; executed: string[] };

async function executedIn(business: TestBusiness, proposalId: string): Promise<boolean> {
  // what cannot be executed may say so with an error
  await executeEffect({ context: business.system, proposalId }).catch(() => undefined);
  return rowsOf(business, async (tx) => {
    const done = await tx.effect.count({ where: { status: { in: ["calling", "succeeded", "unknown"] } } });
    const made = (await tx.creditNote.count()) + (await tx.task.count()) + (await tx.mail.count());
    return done + made > 0;
  });
}

/** Approves, alters one thing, and tries to execute: nothing may happen. */
export async function mutateAfterApproval(options: { rounds: number; seed: number }): Promise<MutationFigures> {
  const dice = diceOf(options.seed);
  const kinds = Object.entries(mutations);
  const figures: MutationFigures = { mutations: 0, kinds: kinds.length, refused: 0, executed: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    const [kind, mutate] = kinds[round % kinds.length] ?? ["input", mutations.input];
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business, 8_000 + dice(1_000)));
    await approve(business, proposalId);
    const row = await rowsOf(business, (tx) => tx.proposal.findUniqueOrThrow({ where: { id: proposalId } }));
    // safe cast: what an action's input and targets are
    await mutate?.(business, row as unknown as Row, dice);
    figures.mutations += 1;
    if (await executedIn(business, proposalId)) figures.executed.push(`${round}: ${kind}`);
    else figures.refused += 1;
  }
  return figures;
}

const grants: Readonly<Record<string, (business: TestBusiness, dice: Dice) => Promise<unknown>>> = {
  "level lowered": (business, dice) => grant(business, "task.create", one(["suggest", "observe"], dice)),
  "highest risk lowered": (business) => settle(business, { riskMost: "read" }),
  "bar raised": (business) => settle(business, { bar: 0.999 }),
  "evidence demanded": (business, dice) => settle(business, { minimumEvidence: 500 + dice(500) }),
  "grant gone": (business) =>
    rowsOf(business, (tx) => tx.autonomyGrant.updateMany({ data: { level: "suggest", revision: 9 } })),
};

/** The same where the policy let it run by itself: the grant is lowered between decision and execution. */
export async function mutateGrants(options: { rounds: number; seed: number }): Promise<MutationFigures> {
  const dice = diceOf(options.seed);
  const kinds = Object.entries(grants);
  const figures: MutationFigures = { mutations: 0, kinds: kinds.length, refused: 0, executed: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    const [kind, mutate] = kinds[round % kinds.length] ?? ["", () => Promise.resolve()];
    const business = await trustedBusiness();
    await grant(business, "task.create", "full");
    const proposalId = await proposeIn(business, "task.create", { title: `Call ${dice(1e6)}` }, { taint: "operator" });
    const { status } = await rowsOf(business, (tx) => tx.proposal.findUniqueOrThrow({ where: { id: proposalId } }));
    if (status !== "approved") throw new Error(`The policy did not let it run by itself: it is ${status}`);
    await mutate(business, dice);
    figures.mutations += 1;
    if (await executedIn(business, proposalId)) figures.executed.push(`${round}: ${kind}`);
    else figures.refused += 1;
  }
  return figures;
}
