export { readHistory } from "./history.ts";
export { knownAddresses } from "./known-addresses.ts";
export { listChanges, policyVersion, readAutonomy } from "./queries.ts";
export { readPolicy } from "./read-policy.ts";
export { recordChange } from "./record-change.ts";
export { setGrant } from "./set-grant.ts";
export { setPolicySettings } from "./set-settings.ts";
export { simulatePolicy } from "./simulate-policy.ts";
export { lockGrant, writeGrant } from "./write-grant.ts";
