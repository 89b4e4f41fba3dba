import type { Route } from "next";
import { ButtonLink } from "#components/ui/button.tsx";

const steps: { title: string; detail: string; action: { href: Route; label: string } }[] = [
  {
    title: "Connect one source",
    detail: "A web form, your mail, or Stripe. Each gives you an address to post to and a command to try it with.",
    action: { href: "/connections", label: "Open Connections" },
  },
  {
    title: "See which workflows listen",
    detail: "They are on from the start, from new leads to the billing review. Switch off what you do not want yet.",
    action: { href: "/workflows", label: "Open Workflows" },
  },
  {
    title: "Say who you are",
    detail: "Name, currency, time zone and the sender of your mail: drafts read better for it.",
    action: { href: "/settings", label: "Open Settings" },
  },
];

export function FirstSteps() {
  return (
    <section aria-label="First steps">
      <ol className="divide-y divide-line border-y border-line">
        {steps.map((step, index) => (
          <li key={step.title} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
            <span className="font-mono text-small text-faint">{index + 1}</span>
            <span className="min-w-0 flex-1 basis-56">
              <span className="block font-medium">{step.title}</span>
              <span className="block text-small text-soft">{step.detail}</span>
            </span>
            <ButtonLink href={step.action.href} size="small">
              {step.action.label}
            </ButtonLink>
          </li>
        ))}
      </ol>
    </section>
  );
}
