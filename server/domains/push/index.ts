export { endPushOfSession, notePushes } from "./end.ts";
export { livePushTargets, pushState } from "./queries.ts";
export { subscribePush, unsubscribePush } from "./subscribe.ts";
