import type { Clock } from "./clock.ts";

/** Who does something; written with every audit entry. */
export type Actor =
  // `via`: not signed in, but holding a link that was mailed to them; stands in every audit entry
  | { kind: "operator"; id: string; name: string; sessionId: string; via?: "link" }
  | { kind: "agent"; id: string }
  | { kind: "api_key"; id: string; scopes: string[] }
  | { kind: "connection"; id: string }
  | { kind: "system"; id: string };

/** What every command and query runs in. The workspace comes from here and never from an input. */
export type Context = {
  workspaceId: string;
  actor: Actor;
  clock: Clock;
  /** the run on whose behalf this happens, for the audit trail */
  runId?: string;
};
