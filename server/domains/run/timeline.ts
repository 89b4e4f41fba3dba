import type { TimelineEntry } from "./schema.ts";

/** A row of the run's log, as far as the timeline is derived from it. */
export type LogRow = {
  key: string;
  at: Date;
  kind: string;
  step: string | null;
  attempt: number;
  durationMs: number | null;
  data: unknown;
};

type Data = Record<string, unknown>;
type Telling = Pick<TimelineEntry, "kind" | "title" | "status">;

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** `draft-reply` → `Draft reply`, `inputHash` → `Input hash`. */
export function inWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_.]+/g, " ")
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const decisions: Record<string, string> = {
  approve: "Approved",
  reject: "Rejected",
  expire: "Expired undecided",
  undo: "Approval taken back",
  replace: "Changed by you",
  refuse: "Refused by the policy",
};

const tellings: Record<string, (data: Data, row: LogRow) => Telling> = {
  "event.received": (data) => ({ kind: "event", title: `Received ${text(data.type) ?? "an event"}`, status: "done" }),
  "step.started": (data, row) => ({ kind: "step", title: titleOf(data, row, "Step started"), status: "running" }),
  "step.completed": (data, row) => ({ kind: "step", title: titleOf(data, row, "Step"), status: "done" }),
  "step.failed": (data, row) => ({ kind: "step", title: titleOf(data, row, "Step failed"), status: "failed" }),
  "agent.outcome": (data) => ({
    kind: "agent",
    title: `${inWords(text(data.agent) ?? "Agent")} agent`,
    status: "done",
  }),
  "proposal.made": (data) => ({ kind: "proposal", title: text(data.title) ?? "Proposal made", status: "info" }),
  "policy.decided": (data) => ({
    kind: "policy",
    title: `Policy: ${text(data.verdict) ?? "decided"}`,
    status: data.verdict === "refuse" ? "failed" : "done",
  }),
  "approval.decided": (data) => ({
    kind: "approval",
    title: decisions[text(data.decision) ?? ""] ?? "Decided",
    status: data.decision === "approve" ? "done" : "info",
  }),
  "wait.started": (data, row) => ({ kind: "wait", title: titleOf(data, row, "Waiting"), status: "waiting" }),
  "memory.recalled": (data) => ({
    kind: "memory",
    title: `Recalled ${countOf(data.items, "memory", "memories")}`,
    status: "info",
  }),
  "memory.written": (data) => ({
    kind: "memory",
    title: `Remembered ${countOf(data.items, "fact", "facts")}`,
    status: "info",
  }),
  "run.started": () => ({ kind: "run", title: "Run started", status: "info" }),
  "run.succeeded": () => ({ kind: "run", title: "Run finished", status: "done" }),
  "run.failed": () => ({ kind: "run", title: "Run failed", status: "failed" }),
  "run.cancelled": () => ({ kind: "run", title: "Run cancelled", status: "info" }),
  "run.escalated": () => ({ kind: "run", title: "Handed to you", status: "waiting" }),
};

const effectStatus: Record<string, TimelineEntry["status"]> = {
  intended: "info",
  called: "info",
  failed: "failed",
  unknown: "failed",
};

function titleOf(data: Data, row: LogRow, otherwise: string): string {
  return text(data.title) ?? (row.step ? inWords(row.step) : otherwise);
}

function countOf(items: unknown, one: string, many: string): string {
  const count = Array.isArray(items) ? items.length : 0;
  return `${count} ${count === 1 ? one : many}`;
}

function tell(row: LogRow, data: Data): Telling {
  const known = tellings[row.kind];
  if (known) return known(data, row);
  const [group = "", verb = ""] = row.kind.split(".");
  if (group !== "effect") return { kind: "run", title: inWords(row.kind), status: "info" };
  const action = text(data.action);
  return {
    kind: "effect",
    title: `Effect ${verb}${action ? `: ${action}` : ""}`,
    status: effectStatus[verb] ?? "done",
  };
}

const linked = [
  ["proposalId", "proposal"],
  ["mailId", "mail"],
  ["invoiceId", "invoice"],
  ["escalationId", "escalation"],
  ["eventId", "event"],
  ["contactId", "contact"],
] as const;

function linkOf(data: Data): TimelineEntry["link"] {
  for (const [name, kind] of linked) {
    const id = text(data[name]);
    if (id) return { kind, id };
  }
  return null;
}

const told = new Set(["title", "method"]);

function entryOf(row: LogRow): TimelineEntry {
  const data = (row.data ?? {}) as Data;
  const details = Object.entries(data)
    .filter(([name, value]) => !told.has(name) && value !== null)
    .map(([name, value]) => ({ label: inWords(name), value }));
  const { key, at, step, attempt, durationMs } = row;
  return {
    key,
    at,
    step,
    attempt,
    durationMs,
    method: text(data.method),
    details,
    link: linkOf(data),
    ...tell(row, data),
  };
}

/**
 * A run's log as its timeline, in the order of writing. The end of a wait and the completion of a step close the entry
 * that began them, so that each stands once; a run that is over leaves nothing running.
 */
export function timelineOf(rows: readonly LogRow[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const waits = new Map<string, TimelineEntry>();
  for (const row of rows) {
    const wait = waits.get(row.key.replace(/wait\.ended$/, "wait.started"));
    if (row.kind === "wait.ended" && wait) {
      wait.status = "done";
      wait.durationMs = row.at.getTime() - wait.at.getTime();
      const outcome = text((row.data as Data | null)?.outcome);
      if (outcome) wait.details.push({ label: "Outcome", value: outcome });
      continue;
    }
    const entry = entryOf(row);
    entries.push(entry);
    if (row.kind === "wait.started") waits.set(row.key, entry);
  }
  const over = rows.some((row) => ["run.succeeded", "run.failed", "run.cancelled"].includes(row.kind));
  if (over) for (const wait of waits.values()) if (wait.status === "waiting") wait.status = "info";
  return entries;
}
