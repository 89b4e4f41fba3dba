/**
 * Canonical JSON (RFC 8785) of a value made of JSON's own types, as the SDK computes it over a request that it checks.
 * Unlike the RFC, and like the SDK, it takes halves of surrogate pairs: whatever text an event carries reaches its function.
 */
export function canonicalBody(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((part) => canonicalBody(part ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  // the SDK leaves an object with a member of this name as it is
  if ("toJSON" in value && value.toJSON !== null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, part]) => part !== undefined);
  members.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, part]) => `${JSON.stringify(name)}:${canonicalBody(part)}`).join(",")}}`;
}
