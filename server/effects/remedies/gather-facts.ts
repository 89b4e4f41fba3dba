import { z } from "zod";
import type { CommandScope } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { effectsOfRun } from "../effects-of-run.ts";
import { askedCredit, creditsOf } from "./credit-facts.ts";
import type { ReviewFacts } from "./remedy.ts";

type Scope = Pick<CommandScope, "tx" | "context">;
type Row = { id: string; title: string; happened: string; runId: string | null; effectId: string | null };

const reached = ["step.completed", "step.failed", "step.skipped", "step.started", "wait.started"];

async function runFacts({ tx, context }: Scope, runId: string) {
  const run = await tx.run.findUnique({ where: { id: runId } });
  if (!run) return null;
  const event = await tx.event.findUnique({ where: { id: run.eventId }, select: { taint: true } });
  const failed = await tx.runEntry.findFirst({
    where: { runId, kind: "step.failed" },
    orderBy: { order: "desc" },
    select: { step: true },
  });
  const first = await tx.runEntry.findFirst({
    where: { runId, kind: { in: reached }, step: { not: null } },
    orderBy: { order: "asc" },
    select: { step: true },
  });
  const version = { workspaceId: context.workspaceId, workflow: run.workflow, version: run.workflowVersion };
  const kept = await tx.workflowVersion.count({ where: version });
  const { id, title, status, compensation, tries, eventId, contactId } = run;
  return {
    eventId,
    contactId,
    facts: {
      ...{ id, title, status, compensation, tries },
      failedStep: failed?.step ?? null,
      // a run whose definition is not kept cannot be repeated
      firstStep: kept > 0 ? (first?.step ?? null) : null,
      taint: event?.taint === "operator" ? ("operator" as const) : ("outside" as const),
    },
  };
}

async function effectFacts({ tx }: Scope, effectId: string | null): Promise<ReviewFacts["effect"]> {
  const effect = effectId ? await tx.effect.findUnique({ where: { id: effectId } }) : null;
  const proposal = effect && (await tx.proposal.findUnique({ where: { id: effect.proposalId } }));
  if (!effect || !proposal) return null;
  return { id: effect.id, proposalId: proposal.id, status: effect.status, title: proposal.title };
}

/** Reads what decides about the options of a review task, from the rows as they are now. */
export async function gatherFacts(scope: Scope, escalation: Row & { eventId: string | null }): Promise<ReviewFacts> {
  const { tx, context } = scope;
  const run = escalation.runId ? await runFacts(scope, escalation.runId) : null;
  const eventId = escalation.eventId ?? run?.eventId ?? null;
  const event = eventId ? await tx.event.findUnique({ where: { id: eventId }, omit: { raw: true } }) : null;
  const contactId = run?.contactId ?? event?.contactId ?? null;
  const contact = contactId
    ? await tx.contact.findUnique({ where: { id: contactId }, select: { id: true, name: true, email: true } })
    : null;
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: context.workspaceId } });
  const operator = await tx.operator.findFirst({ orderBy: { createdAt: "asc" }, select: { name: true } });
  const effects = run ? await effectsOfRun(tx, run.facts.id) : [];
  const { id, title, happened } = escalation;
  const asked = await askedCredit(tx, event, run?.eventId ?? null);
  return {
    escalation: { id, title, happened },
    run: run && { ...run.facts, taint: event?.taint === "outside" ? "outside" : run.facts.taint },
    effects,
    effect: await effectFacts(scope, escalation.effectId),
    event: event && { id: event.id, status: event.status },
    contact,
    sender: { company: workspace.name, person: operator?.name ?? "" },
    credits: await creditsOf(tx, { effects, contactId, asked }),
  };
}

const generated = z.object({ generated: z.literal(true) });

/** Whether a review task's options follow from what holds now, rather than from who asked. */
export function isGenerated(remedies: unknown): boolean {
  return generated.safeParse(remedies).success;
}

/** @throws AppError not_found */
export async function readEscalation(tx: CommandScope["tx"], id: string) {
  const row = await tx.escalation.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", "There is no such review task");
  return row;
}
