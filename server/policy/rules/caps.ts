import { formatMoney, type Money } from "#server/kernel/money.ts";
import { ask, type Rule } from "./rule.ts";

type Spent = Readonly<Record<string, number>>;

/** Whether one more amount goes over a limit of 24 hours; another currency than the limit's cannot be compared and does. */
function over(limit: Money, stake: Money, spent: Spent): boolean {
  if (stake.currency !== limit.currency) return true;
  return (spent[limit.currency] ?? 0) + stake.amountMinor > limit.amountMinor;
}

/** How much is left of a limit, in words. */
function sum(limit: Money, stake: Money, spent: Spent): string {
  if (stake.currency !== limit.currency) return `${formatMoney(stake)} is not in ${limit.currency}`;
  const already = { amountMinor: spent[limit.currency] ?? 0, currency: limit.currency };
  return `${formatMoney(stake)} on top of ${formatMoney(already)} in 24 hours is over ${formatMoney(limit)}`;
}

/** Money that cannot be told cannot be capped; and `limited` means that there are caps, one of money where money moves. */
export const capped: Rule = ({ facts: { action, stake }, grant }) => {
  if (action.risk === "money" && !stake) {
    return ask("amount-unknown", "How much money it moves cannot be told from it, so you decide.");
  }
  if (grant?.level !== "limited") return null;
  const { perEffect, perDay, countPerHour, countPerDay, recipients } = grant.caps;
  if (stake && !perEffect && !perDay) {
    return ask("limited-without-cap", "It is about money, and the grant names no amount, so you decide.");
  }
  const any = perEffect ?? perDay ?? countPerHour ?? countPerDay ?? (recipients === "anyone" ? undefined : recipients);
  return any === undefined ? ask("limited-without-cap", "The grant names no cap, so you decide.") : null;
};

/** The caps of the grant: amounts of one effect and of 24 hours, counts of an hour and of 24 hours. */
export const withinCaps: Rule = ({ facts: { stake, history }, grant }) => {
  if (!grant) return null;
  const { perEffect, perDay, countPerHour, countPerDay } = grant.caps;
  if (stake && perEffect && over(perEffect, stake, {})) {
    return ask(
      "over-amount-cap",
      `${formatMoney(stake)} is over the ${formatMoney(perEffect)} that you granted for one.`,
    );
  }
  if (stake && perDay && over(perDay, stake, history.spentInLastDay)) {
    return ask("over-day-amount", `${sum(perDay, stake, history.spentInLastDay)}, which is all you granted.`);
  }
  if (countPerHour !== undefined && history.inLastHour >= countPerHour) {
    return ask(
      "over-hour-count",
      `${history.inLastHour} ran by themselves in the last hour; granted are ${countPerHour}.`,
    );
  }
  return countPerDay !== undefined && history.inLastDay >= countPerDay
    ? ask("over-day-count", `${history.inLastDay} ran by themselves in 24 hours; granted are ${countPerDay}.`)
    : null;
};

/** The budget of 24 hours over all agents. */
export const withinBudget: Rule = ({ policy: { settings }, facts: { stake, history } }) => {
  const { budgetPerDay } = settings;
  return stake && budgetPerDay && over(budgetPerDay, stake, history.spentByAllInLastDay)
    ? ask("over-budget", `${sum(budgetPerDay, stake, history.spentByAllInLastDay)}, the budget of all agents together.`)
    : null;
};
