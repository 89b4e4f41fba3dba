import type { CommandScope } from "#server/commands/define-command.ts";
import { noteSupervision } from "#server/domains/supervision/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { supervisionPolicyOf } from "#server/policy/index.ts";
import { circuitKey, lockCircuit, readCircuit, writeCircuit } from "./circuit-row.ts";
import { admit, afterCall, type Circuit, type Heard } from "./rules.ts";

/**
 * Asks, in the transaction of an effect's claim, whether its call may go out. Of all calls that are held, exactly one
 * becomes the probe: the row's lock decides.
 * @returns null when it may, else until when it is held
 */
export async function passCircuit(
  scope: CommandScope,
  call: { target: string; effectId: string },
): Promise<{ until: Date } | null> {
  const { tx, context } = scope;
  const { target, effectId } = call;
  if ((await readCircuit(tx, target)).state === "closed") return null;
  const admission = admit(await lockCircuit(scope, target), { effectId, now: context.clock.now() });
  if (admission.kind === "held") return { until: admission.until };
  if (admission.kind === "probe") await writeCircuit(scope, { target, circuit: admission.next });
  return null;
}

/**
 * Records, in the transaction of an effect's settlement, what its call told of the system. A circuit that opens or closes
 * by it stands in the supervisor's list and wakes whoever waits for it.
 * @returns until when further calls are held, or null
 */
export async function noteCall(
  scope: CommandScope,
  call: { target: string; effectId: string; heard: Heard; message: string | null },
): Promise<{ until: Date } | null> {
  const { tx, context } = scope;
  const { target, effectId, heard, message } = call;
  const seen = await readCircuit(tx, target);
  if (seen.state === "closed" && (heard === "nothing" || (heard === "answered" && seen.failures === 0))) return null;
  const before = await lockCircuit(scope, target);
  const workspace = await tx.workspace.findUniqueOrThrow({
    where: { id: context.workspaceId },
    select: { supervision: true },
  });
  const policy = supervisionPolicyOf(workspace.supervision);
  const after = afterCall(before, { effectId, heard, now: context.clock.now() }, policy);
  if (after !== before) {
    await writeCircuit(scope, { target, circuit: after, ...(heard === "silent" ? { lastError: message } : {}) });
    await tell(scope, { target, before, after, message });
  }
  return after.state === "closed" || !after.probeAt ? null : { until: after.probeAt };
}

type Move = { target: string; before: Circuit; after: Circuit; message: string | null };

/** Says that a circuit opened or closed: to the operator, and to whoever waits for it. */
export async function tell(scope: CommandScope, { target, before, after, message }: Move): Promise<void> {
  const { context, emit } = scope;
  const { workspaceId } = context;
  const facts = { workspaceId, target, circuit: circuitKey(workspaceId, target) };
  scope.changed({ topic: "connection", id: target });
  if (after.state === "open" && after.probeAt) {
    await emit("circuit.opened", { ...facts, probeAt: after.probeAt.toISOString() });
    // a probe that failed changes nothing for the operator
    if (before.state === "half-open") return;
    const said = message ? ` It said: ${message}` : "";
    await noteSupervision(scope, {
      id: newId(),
      subject: `circuit:${target}`,
      finding: "circuit",
      remedy: "open-circuit",
      rule: "breaker",
      because: `${after.failures} calls in a row were not answered.${said}`,
      outcome: "Further calls are held until one that is let through is answered",
    });
    return;
  }
  if (after.state !== "closed" || before.state === "closed") return;
  await emit("circuit.closed", facts);
  await noteSupervision(scope, {
    id: newId(),
    subject: `circuit:${target}`,
    finding: "circuit",
    remedy: "close-circuit",
    rule: context.actor.kind === "operator" ? "operator" : "probe-answered",
    because:
      context.actor.kind === "operator" ? "You let the calls go again." : "The call that was let through was answered.",
    outcome: "What was held goes on",
  });
}
