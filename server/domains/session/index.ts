export { type BegunSession, beginSession, type Caller } from "./begin.ts";
export type { LiveSession } from "./known-sessions.ts";
export { contextOfSession, findLiveSession } from "./live-session.ts";
export { listSessions } from "./queries.ts";
export { endSession, revokeSession } from "./revoke.ts";
