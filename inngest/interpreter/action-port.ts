import { withdrawProposals } from "#server/domains/proposal/index.ts";
import { noteCompensation, type Proposed } from "#server/effects/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { ActionRequest, Place, Plain, Result } from "#server/workflows/interpreter/index.ts";
import { proposeOne } from "../steps/propose-all.ts";
import { checkpoint, type Walk } from "./checkpoint.ts";
import { noteFailure } from "./note-failure.ts";
import { readInRun } from "./reads.ts";
import { settleAll } from "./settle-all.ts";

/** Proposes the action that the definition itself names. */
function proposeDraft(
  walk: Walk,
  place: Place,
  { draft, ifExpired }: { draft: NonNullable<ActionRequest["draft"]>; ifExpired?: string | undefined },
): Promise<Proposed> {
  const { context, runId } = walk.scope;
  const { event, contact } = walk.taken.facts;
  // its label is that of all that the run has come in touch with: whatever its expressions look at is among it
  return proposeOne(context, {
    runId,
    step: place.path,
    index: 0,
    ...(ifExpired ? { ifExpired } : {}),
    agent: { name: "workflow", mayPropose: [draft.action] },
    draft: {
      ...draft,
      evidence: [{ kind: "event", id: String(event.id), label: "What started it" }],
      confidence: 1,
      method: "rule: the workflow says so",
      ...(typeof contact?.id === "string" ? { contactId: contact.id } : {}),
    },
  });
}

/** The operator need not decide on what is no longer wanted. */
async function withdrawUnwanted(
  walk: Walk,
  proposalId: string,
  { read, input, holds }: NonNullable<ActionRequest["wanted"]>,
): Promise<{ wanted: boolean }> {
  const { context, runId } = walk.scope;
  const found = await readInRun(walk.scope, read, input);
  if (holds(found)) return { wanted: true };
  await withdrawProposals.execute(context, { runId, proposalId, reason: "It is no longer needed" });
  return { wanted: false };
}

/** How a proposal ends that is a failure of its step; what the operator or an agent's own mistake ends is an answer. */
const wentWrong = ({ draft }: ActionRequest) => (draft ? ["failed", "unknown", "refused"] : ["failed", "unknown"]);

/** Brings one proposal to its end: that of an earlier step, or one of its own. */
export async function actionPort(walk: Walk, place: Place, request: ActionRequest): Promise<Result> {
  const { context, runId } = walk.scope;
  const { path } = place;
  const { draft, wanted, compensation } = request;
  const wrong = wentWrong(request);
  const proposal =
    request.proposal ??
    (await checkpoint(walk, place, {
      part: "propose",
      work: async () => {
        if (!draft) throw new AppError("internal", "The step has nothing to do");
        const { proposalId, status, policy } = await proposeDraft(walk, place, { draft, ifExpired: request.ifExpired });
        if (status === "refused") throw new AppError("precondition", policy.explanation);
        return { proposalId, status };
      },
    }));
  const { proposalId } = proposal;
  if (compensation !== "reverse") {
    await checkpoint(walk, place, {
      part: "compensation",
      work: () => noteCompensation.execute(context, { runId, step: path, proposalId, compensation }),
    });
  }
  if (wanted) await checkpoint(walk, place, { part: "wanted", work: () => withdrawUnwanted(walk, proposalId, wanted) });
  const [settled] = await settleAll(walk, place, [proposal], ([end]) =>
    end && !wrong.includes(end.status)
      ? { key: "completed", input: draft ?? { proposalId }, output: end as Plain }
      : null,
  );
  if (!settled) throw new AppError("internal", "A proposal came to no end");
  const output = settled as Plain;
  if (!wrong.includes(settled.status)) return { output };
  const why = settled.reason ?? (settled.status === "unknown" ? "Nobody knows whether it happened" : "It failed");
  await noteFailure(walk, place, why);
  return { output, failed: why };
}
