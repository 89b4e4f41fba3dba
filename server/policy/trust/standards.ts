import type { AutonomyLevel, PolicySettings } from "#server/domains/autonomy/schema.ts";

/** The risk class of an action. */
export type RiskClass = PolicySettings["riskMost"];

/** What an agent has to show before more is offered to it. */
export type Standard = {
  /** the fewest decisions that there have to be; the Wilson bound looks at the newest three times as many */
  window: number;
  /** the share of right proposals that has to be proven, 0..1 */
  bar: number;
  /** the highest level that is ever offered */
  most: Extract<AutonomyLevel, "limited" | "full">;
};

/**
 * The more an action can do harm, the more has to be shown. Money is never offered without caps: the operator may grant that
 * by hand, and no amount of evidence asks for it.
 */
export const standards: Record<RiskClass, Standard> = {
  read: { window: 20, bar: 0.8, most: "full" },
  internal: { window: 30, bar: 0.85, most: "full" },
  external: { window: 40, bar: 0.9, most: "full" },
  money: { window: 60, bar: 0.95, most: "limited" },
};

/** The class's standard with the bar that the operator set for this agent and action, where that is higher. */
export function standardOf(risk: RiskClass, bar: number | null): Standard {
  const standard = standards[risk];
  return bar !== null && bar > standard.bar ? { ...standard, bar } : standard;
}

/** The risk class of a row's text; what is not known is held to be as bad as money. */
export function riskClassOf(text: string): RiskClass {
  return text === "read" || text === "internal" || text === "external" ? text : "money";
}
