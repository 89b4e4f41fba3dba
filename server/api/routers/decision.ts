import { askDecisionAgain, compareDecision } from "#server/authoring/index.ts";
import { decisionsOfRun } from "#server/memory/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const decisionRouter = router({
  ofRun: fromQuery(decisionsOfRun),
  compare: fromQuery(compareDecision),
  // it changes nothing; a configured model may be called, so it is never asked by itself
  askAgain: fromCommand(askDecisionAgain),
});
