import { Section } from "#components/patterns/section.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { AgentTrust } from "#server/domains/trust/schema.ts";
import { ReliabilityCurve } from "./reliability-curve.tsx";
import { decisions, share } from "./trust-words.ts";

export function ReliabilitySection({ trust }: { trust: AgentTrust }) {
  const { count, error, errorCalibrated, bins } = trust.reliability;
  return (
    <Section title="Reliability" detail="How sure it said it was, against what your decisions made of it.">
      {count === 0 || error === null ? (
        <p className="max-w-prose text-soft">
          You have not decided on anything of it yet. Until you have, whatever it says counts as 50%, and it always
          asks.
        </p>
      ) : (
        <div className="grid grid-cols-1 gap-5 md:grid-cols-[minmax(0,22rem)_1fr] md:gap-8">
          <ReliabilityCurve bins={bins} />
          <div className="grid content-start gap-3">
            <Facts
              facts={[
                { label: "Counted", value: decisions(count) },
                { label: "Calibration error", value: `${share(error)} as it says it` },
                { label: "Calibrated", value: errorCalibrated === null ? "unknown" : `${share(errorCalibrated)} left` },
              ]}
            />
            <p className="max-w-prose text-small text-soft">
              The expected calibration error is the average distance between what it said and how often it was right.
              Calibrated values are measured on decisions that they were not made from.
            </p>
          </div>
        </div>
      )}
    </Section>
  );
}
