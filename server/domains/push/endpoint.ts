import { isIP } from "node:net";
import { env } from "#server/kernel/env.ts";
import { mayConnect, readAllowList } from "#server/kernel/global-address.ts";

/**
 * What is wrong with a push service's address; null when it may be used. It must be https and public. What it resolves to
 * is checked again with every message, at the way out. Only what EGRESS_ALLOW names may be private or speak plain http.
 */
export function endpointProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.username || url.password) return "must be the address of a push service";
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const allow = readAllowList(env().EGRESS_ALLOW);
  const version = isIP(host);
  if (allow.hosts.has(host) || (version && allow.addresses.check(host, version === 4 ? "ipv4" : "ipv6"))) {
    return ["http:", "https:"].includes(url.protocol) ? null : "must start with https://";
  }
  if (url.protocol !== "https:") return "must start with https://";
  const isPublic = version
    ? mayConnect(allow, host)
    : host.includes(".") && !/(^|\.)(localhost|local|internal)$/.test(host);
  return isPublic ? null : "must be a public address";
}
