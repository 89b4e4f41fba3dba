import { publicUrl } from "#server/kernel/public-url.ts";

/** Where a connection's sender posts to, absolute. */
export function endpointUrl(endpoint: string): string {
  return `${publicUrl()}/api/hooks/${endpoint}`;
}
