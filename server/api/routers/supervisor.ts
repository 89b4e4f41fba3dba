import {
  bulkRedriveDeadLetters,
  dropDeadLetter,
  listDeadLetters,
  redriveDeadLetter,
} from "#server/domains/dead-letter/index.ts";
import { listSupervision, storedSupervision, updateSupervision } from "#server/domains/supervision/index.ts";
import { listCircuits, resetCircuit } from "#server/effects/index.ts";
import { supervisionPolicyOf } from "#server/policy/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { operatorProcedure, router } from "../trpc.ts";

export const supervisorRouter = router({
  decisions: fromQuery(listSupervision),
  policy: operatorProcedure.query(async ({ ctx }) =>
    supervisionPolicyOf(await storedSupervision.execute(ctx.context, {})),
  ),
  updatePolicy: fromCommand(updateSupervision),
  circuits: fromQuery(listCircuits),
  resetCircuit: fromCommand(resetCircuit),
  deadLetters: fromQuery(listDeadLetters),
  redrive: fromCommand(redriveDeadLetter),
  redriveMany: fromCommand(bulkRedriveDeadLetters),
  drop: fromCommand(dropDeadLetter),
});
