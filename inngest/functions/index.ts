import { actOnEscalation } from "./act-on-escalation.ts";
import { cancelRun } from "./cancel-run.ts";
import { compareShadows } from "./compare-shadow.ts";
import { compensateRun } from "./compensate-run.ts";
import { deliverDue } from "./deliver-due.ts";
import { fireSchedules } from "./fire-schedules.ts";
import { intakeEvent } from "./intake-event.ts";
import { learnFromDecision } from "./learn-from-decision.ts";
import { probeCircuit } from "./probe-circuit.ts";
import { routeEvent } from "./route-event.ts";
import { runWorkflow } from "./run-workflow.ts";
import { settleProposal } from "./settle-proposal.ts";
import { stopReminding } from "./stop-reminding.ts";
import { supervise, superviseFailedRun } from "./supervise.ts";
import { sweep } from "./sweep.ts";
import {
  closeDecided,
  closeResolved,
  tellForTest,
  tellOfEscalation,
  tellOfNotification,
  tellOfProposal,
} from "./tell-operator.ts";

/** Every function that the runner knows. A new one is a file and a line here. */
export const functions = [
  intakeEvent,
  routeEvent,
  runWorkflow,
  settleProposal,
  cancelRun,
  compensateRun,
  actOnEscalation,
  stopReminding,
  superviseFailedRun,
  supervise,
  learnFromDecision,
  probeCircuit,
  sweep,
  fireSchedules,
  tellOfProposal,
  tellOfEscalation,
  tellOfNotification,
  tellForTest,
  closeDecided,
  closeResolved,
  deliverDue,
  compareShadows,
];
