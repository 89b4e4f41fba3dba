import type { QueueFilter, QueueSort } from "#server/domains/proposal/schema.ts";

/** What the queue shows, as its address says it. */
export type QueueView = { sort: QueueSort; filter: QueueFilter };

export const sortWords: Record<QueueSort, string> = {
  urgent: "Most urgent",
  stake: "Most at stake",
  deadline: "Next deadline",
  oldest: "Oldest",
  newest: "Newest",
};

const names = ["agent", "action", "risk", "workflow", "contactId", "taint", "search"] as const;
const flags = ["sampled", "snoozed"] as const;

/** Reads an address; what it does not know is left out, and the server says what is wrong with the rest. */
export function readQueueAddress(search: { get: (name: string) => string | null }): QueueView {
  const filter: Record<string, unknown> = {};
  for (const name of names) {
    const value = search.get(name);
    if (value) filter[name] = value;
  }
  for (const name of flags) if (search.get(name)) filter[name] = true;
  const sort = search.get("sort") ?? "";
  // safe cast: the server parses it
  return { sort: sort in sortWords ? (sort as QueueSort) : "urgent", filter: filter as QueueFilter };
}

/** The address of a view, with the proposal that is open in it. */
export function queueAddress({ sort, filter }: QueueView, proposal: string | null): string {
  const search = new URLSearchParams();
  if (sort !== "urgent") search.set("sort", sort);
  for (const name of names) {
    const value = filter[name];
    if (value) search.set(name, value);
  }
  for (const name of flags) if (filter[name]) search.set(name, "1");
  if (proposal) search.set("proposal", proposal);
  const text = search.toString();
  return text ? `/approvals?${text}` : "/approvals";
}

/** How many filters are set, not counting whether the snoozed ones are shown. */
export function filtersSet({ snoozed: _, ...filter }: QueueFilter): number {
  return Object.values(filter).filter(Boolean).length;
}
