export { readHistory } from "./history.ts";
export { knownAddresses } from "./known-addresses.ts";
export { readPolicy } from "./read-policy.ts";
