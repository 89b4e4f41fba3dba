import { BlockList, isIP } from "node:net";

// IANA IPv4 and IPv6 Special-Purpose Address Registries, "Globally Reachable" false, and multicast
const notGlobal4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;
// Within 2000::/3, the only block from which global unicast addresses are given out. 6to4, Teredo and the like carry an
// IPv4 address inside, so they are refused as a whole.
const notGlobal6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const refused = new BlockList();
for (const [address, prefix] of notGlobal4) refused.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of notGlobal6) refused.addSubnet(address, prefix, "ipv6");
const unicast6 = new BlockList();
unicast6.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address, as text, is one on the public internet. False for anything that is no IP address. */
export function isGlobalAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !refused.check(address, "ipv4");
  if (version === 6) return unicast6.check(address, "ipv6") && !refused.check(address, "ipv6");
  return false;
}

/** Addresses and host names that the operator allows beside the public internet. */
export type AllowList = { addresses: BlockList; hosts: ReadonlySet<string> };

/**
 * Reads `EGRESS_ALLOW`: a comma-separated list of IP addresses, networks (`10.0.0.0/8`) and host names. A name is allowed
 * as it is written in the URL, whatever it resolves to.
 */
export function readAllowList(text: string | undefined): AllowList {
  const addresses = new BlockList();
  const hosts = new Set<string>();
  for (const entry of (text ?? "").split(",").map((part) => part.trim().toLowerCase())) {
    const [address = "", prefix] = entry.split("/");
    const version = isIP(address);
    if (version) {
      const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix);
      addresses.addSubnet(address, bits, version === 4 ? "ipv4" : "ipv6");
    } else if (entry) hosts.add(entry);
  }
  return { addresses, hosts };
}

/** Whether a connection to this address may be made. */
export function mayConnect(allow: AllowList, address: string): boolean {
  if (isGlobalAddress(address)) return true;
  const version = isIP(address);
  return version !== 0 && allow.addresses.check(address, version === 4 ? "ipv4" : "ipv6");
}
