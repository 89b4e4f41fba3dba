import type { CommandScope } from "#server/commands/define-command.ts";
import { prior } from "#server/policy/calibration/prior.ts";
import type { CalibratedConfidence } from "#server/policy/confidence.ts";

/** Whose confidence, in what, and what the operator asks of it. */
export type ConfidenceRequest = {
  agent: string;
  /** which of its agent's intents made the proposal; null for what a workflow or a review task names itself */
  intent: string | null;
  /** what the agent says, 0..1 */
  raw: number;
  /** precision that the operator wants of what runs without being asked, 0..1 */
  bar?: number;
  /** fewer decisions than this give no threshold */
  minimumEvidence?: number;
};

/** A confidence as the operator's decisions about this agent and intent have borne it out. */
export async function confidenceFor(
  _scope: Pick<CommandScope, "tx" | "context">,
  { raw }: ConfidenceRequest,
): Promise<CalibratedConfidence> {
  return { raw, value: prior.rate, low: 0, count: 0, threshold: null, basis: "prior" };
}
