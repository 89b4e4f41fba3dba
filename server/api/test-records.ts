import { inWorkspace, type Transaction } from "#server/db/transaction.ts";
import { createApiKey } from "#server/domains/api-key/index.ts";
import { sha256 } from "#server/kernel/canonical-json.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { seal } from "#server/kernel/secrets.ts";
import { fillSchedule, marker } from "./test-schedule-record.ts";
import { fillSpace } from "./test-space-record.ts";

/** The ids of one record of each kind. */
export type RecordIds = Record<
  | "contact"
  | "event"
  | "file"
  | "run"
  | "endedRun"
  | "proposal"
  | "effect"
  | "invoice"
  | "task"
  | "mail"
  | "memory"
  | "space"
  | "preference"
  | "escalation"
  | "connection"
  | "schedule"
  | "deadLetter"
  | "apiKey"
  | "offer"
  | "push"
  | "session"
  | "snapshot"
  | "rollback",
  string
>;

const say = { id: "say-so", title: marker, kind: "notify", text: marker };
const definition = {
  workflow: "say-so",
  name: marker,
  purpose: marker,
  triggers: [{ on: "manual", label: marker }],
  summary: marker,
  steps: [say],
};

/** A run that is over, with the definition that it followed. */
async function endRun(
  tx: Transaction,
  { workspaceId, runId, eventId, at }: { workspaceId: string; runId: string; eventId: string; at: Date },
): Promise<void> {
  const workflow = { workspaceId, workflow: "say-so" };
  await tx.workflowVersion.create({
    data: {
      ...workflow,
      version: 1,
      definition,
      hash: runId,
      origin: "operator",
      publishedBy: "test",
      publishedAt: at,
    },
  });
  const run = { id: runId, ...workflow, workflowVersion: 1, eventId, title: marker, origin: "manual" };
  await tx.run.create({ data: { ...run, status: "failed", summary: marker, finishedAt: at } });
  const draft = { ...definition, steps: [{ ...say, text: `{{ steps['${marker}'] }}` }] };
  await tx.workflowDraft.create({ data: { ...workflow, definition: draft, basedOn: 1, updatedAt: at } });
  const entry = { workspaceId, runId, key: "say-so:completed", at, kind: "step.completed", step: "say-so" };
  await tx.runEntry.create({ data: { ...entry, data: { title: marker } } });
}

/** What the supervisor keeps: a decision, a circuit, a dead letter. */
async function fillSupervision({ workspaceId, clock }: Context, ids: RecordIds): Promise<void> {
  const at = clock.now();
  await inWorkspace(workspaceId, async (tx) => {
    const decision = { finding: "stuck", remedy: "escalate", rule: "operator-decides", because: marker, at };
    await tx.supervision.create({
      data: { id: newId(), workspaceId, runId: ids.run, subject: `run:${ids.run}`, ...decision, outcome: marker },
    });
    const circuit = { target: "kestrel-mail", state: "open", failures: 5, lastError: marker, updatedAt: at };
    await tx.circuit.create({ data: { workspaceId, ...circuit, openedAt: at, probeAt: at } });
    const offer = { agent: "crm", action: "task.create", kind: "offered", fromLevel: "suggest", toLevel: "limited" };
    await tx.autonomyChange.create({ data: { id: ids.offer, workspaceId, ...offer, reason: marker, at } });
    const letter = { kind: "event", subjectId: ids.event, title: marker, reason: marker, attempts: 5, createdAt: at };
    await tx.deadLetter.create({ data: { id: ids.deadLetter, workspaceId, ...letter } });
  });
}

/** What the operator decides on memory, and what a decision was made from. */
async function fillMemoryControl({ workspaceId, actor, clock }: Context, ids: RecordIds): Promise<void> {
  const at = clock.now();
  await inWorkspace(workspaceId, async (tx) => {
    const subjects = [{ kind: "run", id: ids.run }];
    const question = { input: { note: marker }, about: marker, subjects, guidance: [], standing: null };
    const kept = { kind: "question", text: JSON.stringify(question), hash: sha256(ids.snapshot) };
    await tx.snapshotText.create({ data: { workspaceId, ...kept, createdAt: at } });
    const data = { memory: [{ id: ids.memory, version: 1 }], agent: "crm", intent: marker, model: null };
    const more = { workflow: { id: "new-enquiry", version: 1 }, inputHash: marker, question: kept.hash };
    const row = { id: ids.snapshot, workspaceId, runId: ids.run, step: marker, hash: marker, createdAt: at };
    await tx.snapshot.create({ data: { ...row, data: { ...data, ...more } } });
    const item = {
      tier: "profile",
      kind: "fact",
      subjectKind: "run",
      subjectId: ids.run,
      text: marker,
      chainId: newId(),
    };
    const told = { sourceKind: "run", sourceId: ids.run, taint: "operator", confidence: 1, validFrom: at };
    await tx.memoryItem.create({ data: { id: newId(), workspaceId, ...item, ...told } });
    const refusal = { agent: "crm", access: "read", cells: [{ tier: "profile", kind: "fact" }], reason: marker, at };
    await tx.memoryRefusal.create({ data: { workspaceId, runId: ids.run, ...refusal } });
    const done = { kind: "run", subjectId: ids.run, wrote: [], closed: [ids.memory], createdBy: actor.id };
    await tx.memoryRollback.create({ data: { id: ids.rollback, workspaceId, ...done, createdAt: at } });
  });
}

/** Gives a workspace one record of each kind, as the product's own code would have left them. For tests of access. */
export async function fillWorkspace(context: Context): Promise<RecordIds> {
  const ids: RecordIds = {
    contact: newId(),
    offer: newId(),
    event: newId(),
    file: newId(),
    run: newId(),
    endedRun: newId(),
    proposal: newId(),
    effect: newId(),
    invoice: newId(),
    task: newId(),
    mail: newId(),
    memory: newId(),
    space: newId(),
    preference: newId(),
    escalation: newId(),
    connection: newId(),
    schedule: newId(),
    deadLetter: newId(),
    apiKey: "",
    push: newId(),
    session: newId(),
    snapshot: newId(),
    rollback: newId(),
  };
  const { workspaceId } = context;
  const at = context.clock.now();
  const ago = (hours: number) => new Date(at.getTime() - hours * 3600_000);
  await inWorkspace(workspaceId, async (tx) => {
    await tx.session.create({
      data: {
        id: ids.session,
        workspaceId,
        operatorId: context.actor.id,
        userAgent: marker,
        address: marker,
        expiresAt: new Date(at.getTime() + 3600_000),
      },
    });
    await tx.pushSubscription.create({
      data: {
        id: ids.push,
        workspaceId,
        operatorId: context.actor.id,
        sessionId: ids.session,
        endpoint: `https://push.example.com/send/${marker}`,
        p256dh: `B${"a".repeat(86)}`,
        auth: "a".repeat(22),
        userAgent: marker,
        createdAt: at,
      },
    });
    await tx.contact.create({
      data: { id: ids.contact, workspaceId, name: marker, email: `${ids.contact}@example.com` },
    });
    await tx.event.create({
      data: {
        id: ids.event,
        workspaceId,
        source: "api",
        externalId: ids.event,
        type: "message.received",
        kind: "api",
        contentType: "text/plain",
        raw: Buffer.from(marker),
        payload: { text: marker },
        contactId: ids.contact,
      },
    });
    await tx.file.create({
      data: {
        id: ids.file,
        workspaceId,
        eventId: ids.event,
        name: `${marker}.txt`,
        contentType: "text/plain",
        bytes: marker.length,
        sha256: sha256(marker),
      },
    });
    await tx.message.create({
      data: {
        id: newId(),
        workspaceId,
        contactId: ids.contact,
        eventId: ids.event,
        direction: "in",
        channel: "mail",
        subject: marker,
        text: marker,
        body: marker,
        fromAddress: "ana@example.com",
        toAddress: "hello@example.com",
        threadKey: ids.event,
        at,
      },
    });
    await tx.run.create({
      data: {
        id: ids.run,
        workspaceId,
        workflow: "new-enquiry",
        workflowVersion: 1,
        eventId: ids.event,
        contactId: ids.contact,
        title: marker,
        status: "waiting",
      },
    });
    await tx.runEntry.create({
      data: { workspaceId, runId: ids.run, key: "run.started", at, kind: "run.started", data: { text: marker } },
    });
    await endRun(tx, { workspaceId, runId: ids.endedRun, eventId: ids.event, at });
    await tx.proposal.create({
      data: {
        id: ids.proposal,
        workspaceId,
        runId: ids.run,
        step: "draft",
        agent: "crm",
        action: "task.create",
        input: { title: marker },
        inputHash: "a".repeat(64),
        preview: { kind: "record", heading: marker, rows: [] },
        title: marker,
        reason: marker,
        evidence: [],
        confidence: 0.9,
        method: "rule",
        risk: "internal",
        taint: "outside",
        contactId: ids.contact,
        policy: { verdict: "ask", rule: "first", explanation: marker },
        stakeMinor: 12_500,
        stakeCurrency: "EUR",
        expiresAt: new Date(at.getTime() + 72 * 3600_000),
      },
    });
    await tx.effect.create({
      data: {
        id: ids.effect,
        workspaceId,
        proposalId: ids.proposal,
        runId: ids.run,
        action: "task.create",
        input: { title: marker },
        inputHash: "a".repeat(64),
        idempotencyKey: ids.effect,
        status: "succeeded",
        intendedAt: ago(1),
        finishedAt: ago(1),
        receipt: { text: marker },
      },
    });
    await tx.invoice.create({
      data: {
        id: ids.invoice,
        workspaceId,
        number: `${marker}-1`,
        contactId: ids.contact,
        currency: "EUR",
        status: "open",
        netMinor: 100_000,
        taxMinor: 23_000,
        totalMinor: 123_000,
        dueAt: ago(48),
      },
    });
    await tx.task.create({
      data: { id: ids.task, workspaceId, title: marker, dueAt: ago(24), contactId: ids.contact, runId: ids.run },
    });
    await tx.mail.create({
      data: {
        id: ids.mail,
        workspaceId,
        effectId: ids.effect,
        contactId: ids.contact,
        messageId: `<${ids.mail}@example.com>`,
        fromAddress: "hello@example.com",
        toAddress: "ana@example.com",
        subject: marker,
        raw: `Subject: ${marker}\r\n\r\n${marker}\r\n`,
        status: "kept",
      },
    });
    await tx.memoryItem.create({
      data: {
        id: ids.memory,
        workspaceId,
        tier: "profile",
        kind: "fact",
        subjectKind: "contact",
        subjectId: ids.contact,
        text: marker,
        sourceKind: "event",
        sourceId: ids.event,
        taint: "outside",
        confidence: 0.9,
        quarantined: true,
        validFrom: at,
        chainId: ids.memory,
      },
    });
    const change = { kind: "add", sentence: marker };
    const edit = {
      agent: "crm",
      action: "mail.send",
      slot: "sentence:draft-reply:1",
      change,
      changeHash: "a".repeat(64),
    };
    await tx.draftEdit.create({
      data: {
        ...{ id: newId(), workspaceId, proposalId: ids.proposal, contactId: ids.contact, domain: "example.com" },
        ...{ ...edit, workflow: "new-enquiry", before: "", after: marker, at },
      },
    });
    await tx.preferenceChoice.create({
      data: {
        ...{ id: newId(), workspaceId, agent: edit.agent, action: edit.action, slot: edit.slot },
        ...{ changeHash: edit.changeHash, updatedAt: at },
      },
    });
    await tx.memoryItem.create({
      data: {
        ...{ id: ids.preference, workspaceId, tier: "profile", kind: "lesson", text: marker, chainId: ids.preference },
        ...{ subjectKind: "contact", subjectId: ids.contact, sourceKind: "operator", sourceId: newId() },
        attributes: { via: "preference", ...edit, scope: "contact", scopeId: ids.contact, strength: 0.5 },
        ...{ taint: "operator", confidence: 0.5, validFrom: at },
      },
    });
    await tx.escalation.create({
      data: {
        id: ids.escalation,
        workspaceId,
        runId: ids.run,
        title: marker,
        happened: marker,
        done: marker,
        options: [{ id: "close", label: "Close", description: marker }],
      },
    });
    await tx.connection.create({
      data: {
        id: ids.connection,
        workspaceId,
        connector: "webhook",
        name: marker,
        endpoint: newId(),
        secretSealed: seal(marker),
        lastError: marker,
      },
    });
  });
  await fillSchedule(context, ids.schedule);
  await fillSpace(context, ids.space);
  await fillSupervision(context, ids);
  await fillMemoryControl(context, ids);
  ids.apiKey = (await createApiKey.execute(context, { name: marker, scopes: ["events:write"] })).id;
  return ids;
}
