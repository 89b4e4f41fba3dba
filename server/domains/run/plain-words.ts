import { agentMetas } from "#server/agents/meta.ts";

/** `draft-reply` → `Draft reply`, `inputHash` → `Input hash`. */
export function inWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_.]+/g, " ")
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An agent as people call it: "CRM agent", "Billing agent". */
export function agentName(agent: string): string {
  return `${agent === "crm" ? "CRM" : inWords(agent)} agent`;
}

/** What an agent was asked, without the full stop; null for an intent that is not declared. */
export function intentPurpose(agent: string, intent: string): string | null {
  const meta = agentMetas.find((known) => known.name === agent);
  const purpose = meta?.intents.find((known) => known.name === intent)?.purpose;
  return purpose?.replace(/\.$/, "") ?? null;
}

/** "92% sure"; certainty is for what is exactly 0 or 1. */
export function sureness(confidence: unknown): string | null {
  return typeof confidence === "number" ? `${percent(confidence)} sure` : null;
}

/** A confidence of 0..1 as "92%". */
export function percent(confidence: number): string {
  const rounded = Math.round(confidence * 100);
  return `${rounded >= 100 && confidence < 1 ? 99 : rounded <= 0 && confidence > 0 ? 1 : rounded}%`;
}
