import { z } from "zod";
import { evidenceSchema } from "#server/domains/proposal/schema.ts";

/** What the audit trail is narrowed to. Everything that is given must hold. */
export const auditFilterSchema = z.object({
  /** words that an entry, or the name of what it is about, must hold; ids and hashes are found too */
  search: z.string().trim().max(200).nullish(),
  /** a kind of actor, or one of them: `operator`, `api_key:<id>` */
  actor: z
    .string()
    .max(100)
    .regex(/^(operator|agent|api_key|connection|system)(:.{1,80})?$/, "is not a kind of actor, or kind:id")
    .nullish(),
  /** what this agent did, proposed, or was granted */
  agent: z.string().max(64).nullish(),
  /** a command's name, e.g. `proposal.approve` */
  action: z.string().max(64).nullish(),
  /** whatever concerns this contact */
  contactId: z.uuid().nullish(),
  /** whatever a run did, or was done about it */
  runId: z.uuid().nullish(),
  subject: z.object({ kind: z.string().max(64), id: z.string().max(255) }).nullish(),
  /** at or after this time, or from this day on, in the workspace's time zone */
  from: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).nullish(),
  /** before this time, or up to and with this day */
  to: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).nullish(),
});
/** What the audit trail is narrowed to. */
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** An entry as it is stored and hashed: `hash` is the SHA-256 over the canonical JSON of all the others. */
export const auditEntrySchema = z.object({
  workspaceId: z.string(),
  sequence: z.int(),
  at: z.date(),
  actorKind: z.string(),
  actorId: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  runId: z.string().nullable(),
  snapshotId: z.string().nullable(),
  reason: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
});

/** One entry of the append-only, hash-chained audit trail, with its names. */
export const auditRowSchema = auditEntrySchema.omit({ workspaceId: true }).extend({
  /** in plain words: You approved “Credit €100.00” */
  sentence: z.string(),
  /** by name: the operator, a connection, an API key, an agent, or the part of Adjutant that did it */
  actor: z.string(),
  /** kind and name, where it has one */
  subject: z.string(),
});
/** One entry of the audit trail, with its names. */
export type AuditRow = z.infer<typeof auditRowSchema>;

const choiceSchema = z.object({ value: z.string(), label: z.string() });

/** What the filters offer, and the names of what was chosen by id. */
export const auditChoicesSchema = z.object({
  actors: z.array(choiceSchema),
  agents: z.array(choiceSchema),
  actions: z.array(choiceSchema),
  contact: choiceSchema.nullable(),
  run: choiceSchema.nullable(),
});
/** What the filters offer, and the names of what was chosen by id. */
export type AuditChoices = z.infer<typeof auditChoicesSchema>;

/** Whether the audit trail is whole; else the first sequence at which it is not, and why. */
export const auditVerdictSchema = z.discriminatedUnion("intact", [
  z.object({ intact: z.literal(true), entries: z.int(), checkedAt: z.date() }),
  z.object({
    intact: z.literal(false),
    sequence: z.int(),
    problem: z.enum(["changed", "missing", "broken link", "cut off"]),
    checkedAt: z.date(),
  }),
]);
/** Whether the audit trail is whole. */
export type AuditVerdictView = z.infer<typeof auditVerdictSchema>;

const linkSchema = z.object({ id: z.string(), title: z.string() });

/**
 * How something that was done came about: where its text came from, what the policy said and from which facts, who agreed
 * and to exactly what, what came of it, and what took it back. Also of a proposal that came to nothing.
 */
export const auditWalkSchema = z.object({
  title: z.string(),
  action: z.string(),
  run: linkSchema,
  contact: z.object({ id: z.string(), name: z.string() }).nullable(),
  origin: z.object({
    agent: z.string(),
    proposalId: z.string(),
    proposedAt: z.date(),
    reason: z.string(),
    method: z.string(),
    /** 0..1 */
    confidence: z.number(),
    /** the worst label of what it was made from */
    taint: z.string(),
    /** what started the run */
    event: linkSchema.extend({ taint: z.string(), receivedAt: z.date() }).nullable(),
    /** the message in it */
    message: z.object({ from: z.string(), subject: z.string(), taint: z.string() }).nullable(),
    evidence: z.array(evidenceSchema),
    /** the exact versions that were recalled for it */
    memories: z.array(
      z.object({ id: z.string(), version: z.int(), text: z.string(), taint: z.string(), source: z.string() }),
    ),
    /** parts of its input that stand word for word in what came from outside */
    outside: z.array(z.record(z.string(), z.unknown())),
  }),
  policy: z.object({
    verdict: z.string(),
    rule: z.string(),
    explanation: z.string(),
    version: z.string().nullable(),
    /** everything that it was told beside itself */
    facts: z.record(z.string(), z.unknown()).nullable(),
  }),
  /** the decisions on it, oldest first; none where the policy let it run by itself */
  decisions: z.array(
    z.object({
      id: z.string(),
      decision: z.string(),
      by: z.string(),
      at: z.date(),
      reason: z.string().nullable(),
      inputHash: z.string(),
      undoneAt: z.date().nullable(),
    }),
  ),
  status: z.string(),
  /** what it was bound to */
  input: z.record(z.string(), z.unknown()),
  inputHash: z.string(),
  effect: z
    .object({
      id: z.string(),
      status: z.string(),
      inputHash: z.string(),
      idempotencyKey: z.string(),
      attempts: z.int(),
      intendedAt: z.date(),
      calledAt: z.date().nullable(),
      finishedAt: z.date().nullable(),
      /** in one line */
      receipt: z.string().nullable(),
      /** as it was given back */
      raw: z.unknown(),
      error: z.string().nullable(),
    })
    .nullable(),
  /** what it takes back */
  takesBack: linkSchema.nullable(),
  /** what takes it back, with how that stands */
  takenBackBy: z.array(linkSchema.extend({ status: z.string() })),
  /** what the trail says of it, oldest first */
  trail: z.array(auditRowSchema),
});
/** How something that was done came about. */
export type AuditWalk = z.infer<typeof auditWalkSchema>;
