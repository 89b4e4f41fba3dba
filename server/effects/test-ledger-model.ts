import { expect } from "vitest";
import { recordPayment } from "#server/domains/payment/index.ts";
import { expireProposal, getProposal, rejectProposal, undoApproval } from "#server/domains/proposal/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { approveProposal } from "./approve-proposal.ts";
import { editProposal } from "./edit-proposal.ts";
import { executeEffect } from "./execute-effect.ts";
import { reconcileEffects } from "./reconcile-effects.ts";
import { creditOf, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

/** Undo window and expiry of the modelled proposals, in milliseconds. */
export const modelled = { undoMs: 10_000, expiryMs: 3_600_000, amount: 1_000, alteredAmount: 2_000 };

/** What a proposal must be after each operation, worked out without the product's code. */
type ModelledProposal = {
  id: string;
  status: string;
  amount: number;
  /** the invoice's version that it was computed against */
  version: number;
  /** changed behind the product's back since it was computed */
  altered: boolean;
  expiresAt: number;
  executeAfter: number;
};

/** The whole state in memory. */
export type Model = {
  now: number;
  paused: boolean;
  invoiceVersion: number;
  credited: number;
  notes: number;
  proposals: ModelledProposal[];
};

type Situation = { business: TestBusiness; model: Model; seconds: number };
type Aimed = Situation & { proposal: ModelledProposal; bound: { proposalId: string; inputHash: string } };

async function allowed(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof AppError && ["conflict", "precondition"].includes(error.code)) return false;
    throw error;
  }
}

async function replaced({ business, model, proposal }: Aimed, amount = proposal.amount): Promise<void> {
  const row = await rowsOf(business, (tx) => tx.proposal.findUniqueOrThrow({ where: { id: proposal.id } }));
  if (!row.replacedById) throw new Error("a replaced proposal names its successor");
  const version = model.invoiceVersion;
  const fresh = { id: row.replacedById, status: "pending", version, altered: false, executeAfter: 0, amount };
  model.proposals.push({ ...proposal, ...fresh });
  proposal.status = "replaced";
}

const isLive = ({ model, proposal }: Aimed) => proposal.status === "pending" && model.now < proposal.expiresAt;
const isFresh = ({ model, proposal }: Aimed) => proposal.version === model.invoiceVersion && !proposal.altered;

/** Operations on the whole workspace. */
const workspaceOperations = {
  propose: async ({ business, model }: Situation) => {
    const id = await proposeIn(business, "credit-note.issue", creditOf(business, modelled.amount), {
      expiresInHours: 1,
    });
    const expiresAt = model.now + modelled.expiryMs;
    const { amount } = modelled;
    const version = model.invoiceVersion;
    model.proposals.push({ id, amount, version, expiresAt, status: "pending", altered: false, executeAfter: 0 });
  },
  wait: async ({ business, model, seconds }: Situation) => {
    business.clock.advance(seconds * 1000);
    model.now += seconds * 1000;
  },
  pause: async ({ business, model }: Situation) => {
    model.paused = !model.paused;
    const pausedAt = model.paused ? business.clock.now() : null;
    const where = { id: business.operator.workspaceId };
    await rowsOf(business, (tx) => tx.workspace.update({ where, data: { pausedAt } }));
  },
  pay: async ({ business, model }: Situation) => {
    await recordPayment.execute(business.operator, {
      externalId: newId(),
      status: "succeeded",
      amountMinor: 1,
      currency: "EUR",
      invoiceId: business.invoiceId,
      at: business.clock.now(),
    });
    model.invoiceVersion += 1;
  },
  reconcile: async ({ business }: Situation) => {
    // every intent is carried out by the call that makes it, so there is never anything to take up
    expect(await reconcileEffects({ context: business.system })).toEqual({ taken: 0, open: 0 });
  },
};

/** Operations on one proposal. */
const proposalOperations = {
  approve: async (aimed: Aimed) => {
    const { business, model, proposal, bound } = aimed;
    const [live, fresh] = [isLive(aimed), isFresh(aimed)];
    expect(await allowed(approveProposal.execute(business.operator, bound))).toBe(live && fresh);
    if (live && fresh) Object.assign(proposal, { status: "approved", executeAfter: model.now + modelled.undoMs });
    else if (live) await replaced(aimed);
  },
  reject: async ({ business, proposal, bound }: Aimed) => {
    const can = proposal.status === "pending";
    expect(await allowed(rejectProposal.execute(business.operator, bound))).toBe(can);
    if (can) proposal.status = "rejected";
  },
  edit: async (aimed: Aimed) => {
    const { business, proposal, bound } = aimed;
    const live = isLive(aimed);
    const amount = proposal.amount + 1;
    const edit = editProposal.execute(business.operator, { ...bound, fields: { amountMinor: String(amount) } });
    expect(await allowed(edit)).toBe(live);
    if (live) await replaced(aimed, amount);
  },
  undo: async ({ business, model, proposal }: Aimed) => {
    const can = proposal.status === "approved" && model.now < proposal.executeAfter;
    expect(await allowed(undoApproval.execute(business.operator, { proposalId: proposal.id }))).toBe(can);
    if (can) proposal.status = "pending";
  },
  expire: async ({ business, model, proposal }: Aimed) => {
    const pending = proposal.status === "pending";
    const due = model.now >= proposal.expiresAt;
    expect(await allowed(expireProposal.execute(business.system, { proposalId: proposal.id }))).toBe(!pending || due);
    if (pending && due) proposal.status = "expired";
  },
  /** somebody with the database in hand changes the amount */
  alter: async ({ business, proposal }: Aimed) => {
    if (proposal.status !== "pending" && proposal.status !== "approved") return;
    const data = { input: creditOf(business, modelled.alteredAmount) };
    await rowsOf(business, (tx) => tx.proposal.update({ where: { id: proposal.id }, data }));
    // writing the same amount again changes nothing
    proposal.altered ||= proposal.amount !== modelled.alteredAmount;
    proposal.amount = modelled.alteredAmount;
  },
  execute: async (aimed: Aimed) => {
    const { business, model, proposal } = aimed;
    const outcome = await executeEffect({ context: business.system, proposalId: proposal.id });
    const held = model.paused || model.now < proposal.executeAfter;
    if (proposal.status === "executed") expect(outcome.status).toBe("succeeded");
    else if (proposal.status !== "approved") expect(outcome.status).toBe("withdrawn");
    else if (held) expect(outcome.status).toBe("held");
    else if (proposal.altered) {
      expect(outcome).toMatchObject({ status: "withdrawn", proposalStatus: "refused" });
      proposal.status = "refused";
    } else if (!isFresh(aimed)) {
      expect(outcome).toMatchObject({ status: "withdrawn", proposalStatus: "replaced" });
      await replaced(aimed);
    } else {
      expect(outcome).toMatchObject({ status: "succeeded", receipt: { totalMinor: proposal.amount } });
      proposal.status = "executed";
      model.credited += proposal.amount;
      model.notes += 1;
      model.invoiceVersion += 1;
    }
  },
};

/** One operation of a sequence; `which` counts back from the newest proposal. */
export type Operation = {
  kind: keyof typeof workspaceOperations | keyof typeof proposalOperations;
  which: number;
  seconds: number;
};

/** Does one operation in the product and in the model, and compares what it answered. */
export async function operate(business: TestBusiness, model: Model, operation: Operation): Promise<void> {
  const situation = { business, model, seconds: operation.seconds };
  if (operation.kind in workspaceOperations) {
    return workspaceOperations[operation.kind as keyof typeof workspaceOperations](situation);
  }
  const proposal = model.proposals.at(-1 - operation.which);
  if (!proposal) return;
  const { inputHash } = await getProposal.execute(business.operator, { proposalId: proposal.id });
  const aimed = { ...situation, proposal, bound: { proposalId: proposal.id, inputHash } };
  await proposalOperations[operation.kind as keyof typeof proposalOperations](aimed);
}
