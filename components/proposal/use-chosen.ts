"use client";

import { useChosen as useChosenRows } from "#components/patterns/use-chosen.ts";
import type { QueueRow } from "#server/domains/proposal/schema.ts";

const rules = {
  alike: (one: QueueRow, other: QueueRow) =>
    one.agent === other.agent && one.action === other.action && one.workflow === other.workflow,
  notAlike: "It is of another agent, action or workflow.",
};

/** What is chosen to be decided together: only proposals that are alike. */
export const useChosen = (rows: readonly QueueRow[]) => useChosenRows(rows, rules);
