import type { CommandScope } from "#server/commands/define-command.ts";
import { type Caps, capsSchema } from "#server/domains/autonomy/schema.ts";

const leastPerDay = 5;

/**
 * The caps that go with `limited`: no more than the decisions cover. The largest amount that was approved, the busiest day
 * among them (at least five), and, for what leaves the company, those who were written to before.
 */
export async function coveredCaps(
  { tx }: Pick<CommandScope, "tx">,
  { risk, proposals }: { risk: string; proposals: readonly string[] },
): Promise<Caps> {
  const rows = await tx.proposal.findMany({
    where: { id: { in: [...proposals] }, status: { in: ["approved", "executed"] } },
    select: { stakeMinor: true, stakeCurrency: true, createdAt: true },
  });
  const days = new Map<string, number>();
  for (const { createdAt } of rows) {
    const day = createdAt.toISOString().slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  const staked = rows.flatMap(({ stakeMinor, stakeCurrency }) =>
    stakeMinor && stakeCurrency ? [{ amountMinor: stakeMinor, currency: stakeCurrency }] : [],
  );
  const largest = staked.reduce<(typeof staked)[number] | null>(
    (most, stake) =>
      !most || (stake.currency === most.currency && stake.amountMinor > most.amountMinor) ? stake : most,
    null,
  );
  return {
    countPerDay: Math.min(10_000, Math.max(leastPerDay, ...days.values())),
    ...(largest ? { perEffect: largest } : {}),
    ...(risk === "external" ? { recipients: "known" as const } : {}),
  };
}

/** The caps that an offer showed. */
export function capsOffered(evidence: unknown): Caps {
  return capsSchema.parse((evidence as { caps?: unknown }).caps);
}
