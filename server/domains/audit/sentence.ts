import { agentName, inWords } from "#server/domains/run/index.ts";

type Told = {
  actorKind: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  data: Record<string, unknown>;
};

/** What the sentence needs beside the entry: names by `kind:id`, and the agent that made a proposal. */
export type SentenceNames = {
  /** as lists name the actor: "Shop", "Adjutant (route-event)" */
  actor: string;
  /** the subject's name alone; undefined where it has none */
  name: string | undefined;
  /** the agent whose proposal it is about */
  agent: string | undefined;
};

/** What was done, before the name of what it was done to. */
const deeds: Readonly<Record<string, string>> = {
  "proposal.propose": "proposed",
  "proposal.approve": "approved",
  "proposal.reject": "rejected",
  "proposal.respond": "asked again, with guidance, for",
  "proposal.snooze": "put off",
  "proposal.undo": "took back the approval of",
  "proposal.edit": "changed",
  "proposal.expire": "closed, without doing it,",
  "proposal.withdraw": "withdrew",
  "effect.intend": "wrote down, before doing it, the intent of",
  "effect.claim": "handed over",
  "effect.commit": "did",
  "effect.fail": "failed at",
  "effect.compensate": "proposed to take back",
  "escalation.open": "handed you",
  "escalation.resolve": "decided",
  "escalation.close": "closed",
  "event.normalise": "read",
  "event.correct": "corrected what was read in",
  "event.retry": "read again",
  "memory.add": "wrote down",
  "memory.remember": "remembered",
  "memory.confirm": "confirmed",
  "memory.close": "declared no longer true",
  "memory.takeSnapshot": "kept",
  "memory.refuse": "kept memory, which a boundary closes, from",
  "memory.setBoundaries": "changed what agents may read and write in the memory of",
  "memory.rollBackItem": "went back to an earlier version of",
  "memory.rollBackRun": "took back from memory what was written by",
  "memory.undoRollback": "undid a rollback of memory,",
  "run.request": "asked for",
  "run.start": "began",
  "run.startWorkflow": "started by hand",
  "run.finish": "finished",
  "run.fail": "could not finish",
  "run.cancel": "cancelled",
  "run.pause": "paused",
  "run.resume": "let go on",
  "run.retry": "tried again",
  "run.replay": "repeated",
  "run.compensate": "began to take back",
  "invoice.issue": "issued",
  "invoice.record": "took down",
  "creditNote.issue": "issued",
  "creditNote.reverse": "took back a credit with",
  "payment.record": "took down",
  "task.create": "put on your list",
  "task.complete": "completed",
  "task.cancel": "took off your list",
  "contact.update": "changed",
  "session.revoke": "signed out",
  "workspace.update": "changed the settings of",
  "operator.create": "set up",
  "workspace.create": "set up",
};

const settled: Readonly<Record<string, string>> = {
  succeeded: "did",
  failed: "failed at",
  unknown: "does not know the outcome of",
  again: "will try again",
};

function deedOf({ action, data }: Told): string {
  if (action === "effect.settle" || action === "effect.commit") {
    return settled[String(data.status)] ?? deeds[action] ?? "closed";
  }
  const known = deeds[action];
  if (known) return known;
  const [, verb = action] = action.split(".");
  const words = inWords(verb).toLowerCase();
  const simple = /^(create|update|delete|publish|restore|rotate|revoke|redrive|drop|reset|bury|fire)$/.exec(words)?.[0];
  if (simple) return ({ reset: "reset", bury: "gave up on" } as Record<string, string>)[simple] ?? pastOf(simple);
  return `did “${words}” on`;
}

function pastOf(verb: string): string {
  if (verb.endsWith("e")) return `${verb}d`;
  return verb === "drop" ? "dropped" : `${verb}ed`;
}

function whoOf({ actorKind, action }: Told, { actor, agent }: SentenceNames): string {
  if (action === "proposal.propose" && agent) return `The ${agentName(agent)}`;
  if (actorKind === "operator") return "You";
  if (actorKind === "system") return "Adjutant";
  if (actorKind === "agent") return `The ${actor}`;
  return `${actorKind === "api_key" ? "The API key" : "The connection"} “${actor}”`;
}

const quotedAlone = new Set(["proposal", "effect"]);

function whatOf({ subjectKind, subjectId }: Told, name: string | undefined): string {
  const kind = inWords(subjectKind);
  const plain = kind === "Api key" ? "API key" : kind.toLowerCase();
  if (!name) return `the ${plain} ${subjectId.length > 24 ? subjectId.slice(0, 8) : subjectId}`;
  return quotedAlone.has(subjectKind) ? `“${name}”` : `the ${plain} “${name}”`;
}

/** An entry in plain words: You approved “Credit €100.00”. An unknown command is named as it is. */
export function sentenceOf(entry: Told, names: SentenceNames): string {
  return `${whoOf(entry, names)} ${deedOf(entry)} ${whatOf(entry, names.name)}`;
}
