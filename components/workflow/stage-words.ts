import type { Tone } from "#components/ui/badge.tsx";
import type { Stage } from "#server/domains/workflow/schema.ts";

/** The ladder of a rollout, from the bottom up. */
export const ladder: readonly Stage[] = ["draft", "shadow", "assisted", "autonomous"];

/** What each stage is called, and what it means for whatever starts from then on. */
export const stageWords: Readonly<Record<Stage, { label: string; tone: Tone; means: string }>> = {
  draft: { label: "Draft", tone: "plain", means: "Nothing starts it. You can try it on past events." },
  shadow: {
    label: "Shadow",
    tone: "warn",
    means: "It runs on every event and does nothing. What it would have done is compared with what you do.",
  },
  assisted: {
    label: "Assisted",
    tone: "accent",
    means: "It proposes, and you decide everything, whatever was granted.",
  },
  autonomous: {
    label: "Autonomous",
    tone: "good",
    means: "What you granted its agents runs by itself, within its caps. The rest asks.",
  },
};

/** How a case of the comparison came out. */
export const matchWords: Readonly<
  Record<"same" | "similar" | "extra" | "missed" | "open", { label: string; tone: Tone }>
> = {
  same: { label: "The same", tone: "good" },
  similar: { label: "Similar", tone: "accent" },
  extra: { label: "Only the shadow", tone: "warn" },
  missed: { label: "Missed", tone: "bad" },
  open: { label: "Open", tone: "plain" },
};

/** "94 %", never rounded up to a certainty that is not there. */
export const percent = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;
