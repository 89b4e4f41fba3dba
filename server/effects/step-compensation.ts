import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";

/** How a step wants its effect to be taken back: by the declared reversal, not at all, or by an action of its own. */
const stepCompensationSchema = z.union([
  z.enum(["reverse", "keep"]),
  z.object({ action: z.string().min(1).max(64), input: z.record(z.string(), z.json()) }),
]);
type StepCompensation = z.output<typeof stepCompensationSchema>;

const keyOf = (proposalId: string) => `${proposalId}:compensation.noted`;
const noted = z.object({ proposalId: z.string(), compensation: stepCompensationSchema });

/**
 * Notes with a proposal how its step wants the effect to be taken back, expressions filled in. Before the effect happens:
 * what is not noted is reversed by the declared way.
 */
export const noteCompensation = defineCommand({
  name: "proposal.noteCompensation",
  input: z.object({
    runId: z.uuid(),
    step: z.string().min(1).max(200),
    proposalId: z.uuid(),
    compensation: stepCompensationSchema,
  }),
  access: ["system"],
  run: async (scope, { runId, step, proposalId, compensation }): Promise<{ noted: boolean }> => {
    if (compensation === "reverse") return { noted: false };
    const data = { proposalId, compensation };
    const written = await appendRunEntry(scope, {
      runId,
      step,
      key: keyOf(proposalId),
      kind: "compensation.noted",
      data,
    });
    return { noted: written };
  },
});

/** What was noted for a run's proposals, by their id; an edited, refreshed or answering version follows the one that it replaced. */
export async function compensationsOf(
  tx: CommandScope["tx"],
  runId: string,
): Promise<(proposalId: string) => StepCompensation> {
  const entries = await tx.runEntry.findMany({ where: { runId, kind: "compensation.noted" }, select: { data: true } });
  const wanted = new Map(
    entries.flatMap(({ data }) => {
      const note = noted.safeParse(data).data;
      return note ? [[note.proposalId, note.compensation] as const] : [];
    }),
  );
  if (wanted.size === 0) return () => "reverse";
  const later = await tx.proposal.findMany({
    where: { runId, OR: [{ replacedById: { not: null } }, { answersId: { not: null } }] },
    select: { id: true, replacedById: true, answersId: true },
  });
  const before = new Map<string, string>();
  for (const { id, replacedById, answersId } of later) {
    if (replacedById) before.set(replacedById, id);
    if (answersId) before.set(id, answersId);
  }
  return (proposalId) => {
    let id: string | undefined = proposalId;
    for (let hops = 0; id && !wanted.has(id) && hops < 50; hops += 1) id = before.get(id);
    return (id && wanted.get(id)) || "reverse";
  };
}
