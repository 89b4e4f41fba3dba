import type { Endpoint } from "./endpoint.ts";

/** From the supervisor to the owner. */
export type ToOwner = { kind: "ping"; id: number } | { kind: "stop" };

/** From the owner to its supervisor. */
export type FromOwner =
  | { kind: "ready"; endpoint: Endpoint }
  | { kind: "refused"; message: string }
  /** the engine answered `select 1` */
  | { kind: "pong"; id: number }
  /** a statement that may take minutes begins */
  | { kind: "slow" };

/** Exit codes of the owner: sysexits.h's EX_TEMPFAIL, EX_SOFTWARE. */
export const ownerExit = { inUse: 75, broken: 70 } as const;

/** The password comes in the environment: arguments can be read by every user of the machine. */
export const passwordVariable = "ADJUTANT_POSTGRES_PASSWORD";
