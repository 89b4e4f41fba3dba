import { expireProposal, getProposal, rejectProposal, respondToProposal } from "#server/domains/proposal/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { approveProposal } from "./approve-proposal.ts";
import { editProposal } from "./edit-proposal.ts";
import { creditOf, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

type Card = { proposalId: string; inputHash: string };
type Rival = (business: TestBusiness, card: Card) => Promise<unknown>;

const approve: Rival = ({ operator }, card) => approveProposal.execute(operator, card);
const reject: Rival = ({ operator }, card) => rejectProposal.execute(operator, { ...card, reason: "No" });
const edit: Rival = ({ operator }, card) => editProposal.execute(operator, { ...card, fields: { reason: "Agreed" } });
const respond: Rival = ({ operator }, card) => respondToProposal.execute(operator, { ...card, guidance: "Shorter" });
const expire: Rival = async ({ system }, { proposalId }) => {
  const { status } = await expireProposal.execute(system, { proposalId, because: "run-ended" });
  // expiring what was decided meanwhile is no error, but it has not won either
  if (status !== "expired") throw new AppError("conflict", status);
};

/** Decisions that meet on one proposal. */
export const races: Readonly<Record<string, readonly [Rival, Rival]>> = {
  "approve and approve": [approve, approve],
  "approve and reject": [approve, reject],
  "approve and expire": [approve, expire],
  "approve and edit": [approve, edit],
  "approve and respond": [approve, respond],
  "edit and edit": [edit, edit],
};

/** What came of a race, over all its rounds. */
export type RaceFigures = { race: string; rounds: number; firstWon: number; wrong: string[] };

/** What is wrong after one round: not one winner, a loser who was not told, or a decision that does not stand once. */
async function problemOf(business: TestBusiness, card: Card, results: PromiseSettledResult<unknown>[]) {
  const { proposalId } = card;
  const lost = results.flatMap((result) => (result.status === "rejected" ? [result.reason as Partial<AppError>] : []));
  if (lost.length !== 1) return `${2 - lost.length} won`;
  if (lost[0]?.code !== "conflict") return `the loser was told: ${lost[0]?.message}`;
  const approvals = await rowsOf(business, (tx) => tx.approval.count({ where: { proposalId } }));
  const { status } = await getProposal.execute(business.operator, { proposalId });
  if (!["approved", "rejected", "expired", "replaced", "returned"].includes(status)) return `it is ${status}`;
  return approvals === (status === "replaced" ? 0 : 1) ? null : `${approvals} decisions of a ${status} one`;
}

/** Lets two decisions meet again and again: each time one must win, and the other be told. */
export async function runRace(race: string, rounds: number): Promise<RaceFigures> {
  const [left, right] = races[race] ?? [approve, approve];
  const business = await newBusiness();
  const figures: RaceFigures = { race, rounds, firstWon: 0, wrong: [] };
  for (let round = 0; round < rounds; round += 1) {
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business, 1));
    // an agent can be asked again only for what it was asked for
    const asked = { intent: "refund_request", input: {}, about: "refund", subjects: [], guidance: [] };
    await rowsOf(business, (tx) => tx.proposal.update({ where: { id: proposalId }, data: { asked } }));
    const { inputHash } = await getProposal.execute(business.operator, { proposalId });
    const card = { proposalId, inputHash };
    const pair = round % 2 === 0 ? [left, right] : [right, left];
    const results = await Promise.allSettled(pair.map((rival) => rival(business, card)));
    if (results[0]?.status === "fulfilled") figures.firstWon += 1;
    const problem = await problemOf(business, card, results);
    if (problem) figures.wrong.push(`round ${round}: ${problem}`);
  }
  return figures;
}
