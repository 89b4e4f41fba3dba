/**
 * Where a value came from: `operator` for what the operator or our own rules wrote, `outside` for anything else. It travels
 * with the data: what is made of several values has the worst of their labels.
 */
export type Taint = "operator" | "outside";

/** The labels, the best first. */
export const taints = ["operator", "outside"] as const satisfies readonly Taint[];

/**
 * The worst of some labels: the join of the two-point lattice operator < outside (Denning 1976). Nothing at all is the
 * operator's; what cannot be read as a label counts as outside.
 */
export function worstOf(...labels: readonly (string | null | undefined)[]): Taint {
  return labels.every((label) => label === "operator") ? "operator" : "outside";
}
