import type { z } from "zod";
import { inWorkspace, type Transaction } from "#server/db/transaction.ts";
import type { CatalogueData, CatalogueName } from "#server/kernel/catalogue.ts";
import type { Actor, Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { type AuditFacts, auditRow } from "./audit.ts";
import { type Journal, writeJournal } from "./journal.ts";
import { announceChanges, type Change } from "./live.ts";
import { answerOnce } from "./once.ts";
import { outboxRow } from "./outbox.ts";
import { announceCommit } from "./wake.ts";

/** What a command's `run` may use: its transaction and the three things that commit with it. */
export type CommandScope = {
  tx: Transaction;
  context: Context;
  /** appends to the hash chain; every command that changes something calls it */
  audit: (facts: Omit<AuditFacts, "action">) => Promise<void>;
  /** what `audit` and `emit` were told, written in one go before the commit */
  journal: Journal;
  /** appends a catalogue event to the outbox */
  emit: <N extends CatalogueName>(name: N, data: CatalogueData<N>) => Promise<void>;
  /** names a record whose screens should refresh once this has committed */
  changed: (change: Change) => void;
};

type CommandSpec<S extends z.ZodType, R> = {
  /** `<noun>.<verb>`, also the audit entry's action */
  name: string;
  /** the input's shape; anything else is refused with the field's name */
  input: S;
  /** which kinds of actor may call it */
  access: readonly Actor["kind"][];
  /** an API key needs this scope */
  scope?: string;
  run: (scope: CommandScope, input: z.output<S>) => Promise<R>;
};

/** A command: one write, from parse to commit. */
export type Command<S extends z.ZodType, R> = {
  name: string;
  input: S;
  /** @throws AppError invalid | forbidden | what `run` throws */
  execute: (context: Context, input: unknown) => Promise<R>;
  /**
   * The same under an idempotency key: done once, answered the same for ever after.
   * @returns the result as JSON text
   * @throws AppError conflict, with status 422 when the key was used with another input
   */
  once: (context: Context, input: unknown, key: string) => Promise<string>;
  /** the same inside another command's transaction, so that several commit as one */
  within: (scope: CommandScope, input: z.input<S>) => Promise<R>;
};

/** Refuses an actor that the declaration does not name. */
export function authorise(
  context: Context,
  rule: { name: string; access: readonly Actor["kind"][]; scope?: string },
): void {
  const { actor } = context;
  if (!rule.access.includes(actor.kind)) throw new AppError("forbidden", `${rule.name} is not open to this caller`);
  if (actor.kind === "api_key" && (!rule.scope || !actor.scopes.includes(rule.scope))) {
    throw new AppError("forbidden", `This key lacks the scope ${rule.scope ?? `for ${rule.name}`}`);
  }
}

function auditAs(name: string, { context, journal }: Pick<CommandScope, "context" | "journal">): CommandScope["audit"] {
  return async (facts) => {
    journal.audits.push(auditRow(context, { action: name, ...facts }));
  };
}

function scopeFor(tx: Transaction, context: Context, name: string, changes: Change[]): CommandScope {
  const journal: Journal = { audits: [], announcements: [] };
  return {
    tx,
    context,
    journal,
    audit: auditAs(name, { context, journal }),
    emit: async (event, data) => {
      journal.announcements.push(outboxRow(context, { name: event, data }));
    },
    changed: (change) => changes.push(change),
  };
}

/** Declares a command. The order parse → authorise → transaction → run → audit → outbox → commit is fixed here. */
export function defineCommand<S extends z.ZodType, R>(spec: CommandSpec<S, R>): Command<S, R> {
  async function commit<T>(context: Context, work: (scope: CommandScope) => Promise<T>): Promise<T> {
    const changes: Change[] = [];
    const { result, emitted } = await inWorkspace(context.workspaceId, async (tx) => {
      changes.length = 0;
      const scope = scopeFor(tx, context, spec.name, changes);
      const value = await work(scope);
      await writeJournal(tx, context, scope.journal);
      return { result: value, emitted: scope.journal.announcements.length > 0 };
    });
    announceChanges(context.workspaceId, changes);
    if (emitted) announceCommit();
    return result;
  }
  return {
    name: spec.name,
    input: spec.input,
    execute: async (context, raw) => {
      const input = parseInput(spec.input, raw);
      authorise(context, spec);
      return commit(context, (scope) => spec.run(scope, input));
    },
    once: async (context, raw, key) => {
      const input = parseInput(spec.input, raw);
      authorise(context, spec);
      const keyed = { operation: spec.name, key, input };
      return commit(context, (scope) => answerOnce(scope, keyed, () => spec.run(scope, input)));
    },
    within: async (scope, raw) => {
      const input = parseInput(spec.input, raw);
      return spec.run({ ...scope, audit: auditAs(spec.name, scope) }, input);
    },
  };
}
