import type { Tone } from "#components/ui/badge.tsx";
import type { EventKind, EventRow } from "#server/domains/event/schema.ts";

export const eventStatusWords: Record<EventRow["status"], { label: string; tone: Tone }> = {
  received: { label: "Received", tone: "accent" },
  normalised: { label: "Worked on", tone: "good" },
  filed: { label: "Filed", tone: "plain" },
  failed: { label: "Failed", tone: "bad" },
};

export const eventKinds: EventKind[] = ["mail", "form", "stripe", "webhook", "api", "manual", "schedule"];

export const eventKindWords: Record<EventKind, string> = {
  mail: "Mail",
  form: "Form",
  stripe: "Stripe",
  webhook: "Webhook",
  api: "API",
  manual: "By hand",
  schedule: "Schedule",
};
