import type { CommandScope } from "#server/commands/define-command.ts";
import { calibrate } from "#server/policy/calibration/index.ts";
import type { CalibratedConfidence } from "#server/policy/confidence.ts";
import { judgedOf } from "./evidence.ts";
import { unnamedIntent } from "./schema.ts";

/** Whose confidence, in what, and what the operator asks of it. */
export type ConfidenceRequest = {
  agent: string;
  /** which of its agent's intents made the proposal; null for what a workflow or a review task names itself */
  intent: string | null;
  /** what the agent says, 0..1 */
  raw: number;
  /** precision that the operator wants of what runs without being asked, 0..1 */
  bar: number;
  /** fewer decisions than this give no threshold */
  minimumEvidence: number;
};

/** A confidence as the operator's decisions about this agent and intent have borne it out. */
export async function confidenceFor(
  scope: Pick<CommandScope, "tx">,
  { agent, intent, raw, bar, minimumEvidence }: ConfidenceRequest,
): Promise<CalibratedConfidence> {
  const decisions = await judgedOf(scope, { agent, intent: intent ?? unnamedIntent });
  return calibrate({ raw, decisions, bar, minimumEvidence });
}
