import type { SupervisionPolicy } from "#server/domains/supervision/schema.ts";

/** The breaker of one outside system, as its row holds it. */
export type Circuit = {
  state: "closed" | "open" | "half-open";
  /** calls in a row that were not answered */
  failures: number;
  openedAt: Date | null;
  /** open: not before this time is a call let through to see; half-open: until then the probe is under way */
  probeAt: Date | null;
  /** the effect that is the probe */
  probeBy: string | null;
};

/** A circuit that nothing is known of. */
export const closedCircuit: Circuit = { state: "closed", failures: 0, openedAt: null, probeAt: null, probeBy: null };

/** How long a probe may take before another call becomes the probe: longer than any call, in milliseconds. */
export const probeLease = 120_000;
const longestInterval = 3_600_000;

/** Whether a call may go out now. `probe`: it goes out as the only one, and `next` is the circuit meanwhile. */
export type Admission = { kind: "go" } | { kind: "probe"; next: Circuit } | { kind: "held"; until: Date };

/** Decides whether a call of this effect goes out. Pure. */
export function admit(circuit: Circuit, call: { effectId: string; now: Date }): Admission {
  const { state, probeAt, probeBy } = circuit;
  if (state === "closed") return { kind: "go" };
  // a probe whose worker died is taken up by the same effect at once, and by another after its lease
  const free = probeAt === null || call.now >= probeAt || (state === "half-open" && probeBy === call.effectId);
  if (!free) return { kind: "held", until: probeAt };
  const until = new Date(call.now.getTime() + probeLease);
  return { kind: "probe", next: { ...circuit, state: "half-open", probeAt: until, probeBy: call.effectId } };
}

/** How long an open circuit holds calls before the next probe: doubles with each failure beyond the threshold. */
export function probeInterval(
  policy: Pick<SupervisionPolicy, "breakerFailures" | "probeSeconds">,
  failures: number,
): number {
  const beyond = Math.min(30, Math.max(0, failures - policy.breakerFailures));
  return Math.min(longestInterval, policy.probeSeconds * 1_000 * 2 ** beyond);
}

/** What a call told of the system: it answered (also with a no), it did not, or the call never went out. */
export type Heard = "answered" | "silent" | "nothing";

/**
 * The circuit after a call. Pure. Only the probe speaks for a circuit that is not closed: what went out before it opened
 * neither closes it nor makes its pause longer.
 */
export function afterCall(
  circuit: Circuit,
  call: { effectId: string; heard: Heard; now: Date },
  policy: Pick<SupervisionPolicy, "breakerFailures" | "probeSeconds">,
): Circuit {
  const { heard, now } = call;
  const probing = circuit.state === "half-open" && circuit.probeBy === call.effectId;
  if (circuit.state !== "closed" && !probing) return circuit;
  if (heard === "nothing") return probing ? { ...circuit, state: "open", probeAt: now, probeBy: null } : circuit;
  if (heard === "answered") return probing || circuit.failures > 0 ? closedCircuit : circuit;
  const failures = circuit.failures + 1;
  if (!probing && failures < policy.breakerFailures) return { ...circuit, failures };
  const probeAt = new Date(now.getTime() + probeInterval(policy, failures));
  return { state: "open", failures, openedAt: circuit.openedAt ?? now, probeAt, probeBy: null };
}
