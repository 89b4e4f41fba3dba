import type { Transaction } from "#server/db/transaction.ts";
import type { Subject } from "./schema.ts";

type Named = { kind: string; subjectId: string };

const aboutProposal = (action: string, risk: string) => {
  if (action.startsWith("mail.")) return "A mail waits for your approval";
  if (risk === "money") return "Something about money waits for your approval";
  return "A proposal waits for your approval";
};

const keyOf = ({ kind, subjectId }: Named) => `${kind}:${subjectId}`;

/** What still has to be told of these, by kind and id: what was decided, resolved or read meanwhile is left out. */
export async function openSubjects(tx: Transaction, named: readonly Named[]): Promise<Map<string, Subject>> {
  const ids = (kind: string) => named.filter((one) => one.kind === kind).map(({ subjectId }) => subjectId);
  const proposals = await tx.proposal.findMany({ where: { id: { in: ids("proposal") }, status: "pending" } });
  const escalations = await tx.escalation.findMany({ where: { id: { in: ids("escalation") }, status: "open" } });
  const notifications = await tx.notification.findMany({ where: { id: { in: ids("notification") }, readAt: null } });
  const subjects: Subject[] = [
    ...proposals.map(({ id, title, action, risk, agent, reason, inputHash, expiresAt }) => ({
      kind: "proposal" as const,
      id,
      title,
      about: aboutProposal(action, risk),
      path: `/approvals/${id}`,
      proposal: { agent, reason, inputHash, expiresAt },
    })),
    ...escalations.map(({ id, title }) => ({
      kind: "escalation" as const,
      id,
      title,
      about: "Something went wrong and needs your decision",
      path: `/approvals/review/${id}`,
      proposal: null,
    })),
    ...notifications.map(({ id, title, text }) => ({
      kind: "notification" as const,
      id,
      title: text || title,
      about: "Adjutant has something to tell you",
      path: "/today",
      proposal: null,
    })),
    ...ids("test").map((id) => ({
      kind: "test" as const,
      id,
      title: "This is how it will look",
      about: "A test from Adjutant",
      path: "/settings",
      proposal: null,
    })),
  ];
  return new Map(subjects.map((subject) => [keyOf({ kind: subject.kind, subjectId: subject.id }), subject]));
}

/** The subject of a delivery. */
export function subjectOf(subjects: Map<string, Subject>, named: Named): Subject | undefined {
  return subjects.get(keyOf(named));
}
