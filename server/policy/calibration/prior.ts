/**
 * The cold-start prior: before anybody decided, a proposal is held to be right as often as wrong, whatever the agent says of
 * itself. It weighs as much as `weight` decisions, so n decisions have a say of n / (n + weight).
 */
export const prior = { rate: 0.5, weight: 4 } as const;
