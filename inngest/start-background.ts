import { onCommit } from "#server/commands/wake.ts";
import { AppError } from "#server/kernel/errors.ts";
import { runnerMode, sessionDatabaseUrl } from "#server/kernel/installation.ts";
import { log } from "#server/kernel/log.ts";
import { reportReadiness } from "#server/kernel/readiness.ts";
import { embeddedSigningKey, inngest } from "./client.ts";
import { createEmbeddedRunner } from "./embedded/embedded-runner.ts";
import { sweepAll } from "./functions/sweep.ts";
import { holdRequestOpen } from "./hold-request-open.ts";
import { type Relay, startRelay } from "./relay.ts";
import { running } from "./running.ts";
import { serveFunctions } from "./serve.ts";

/** The background work of this process. */
export type Background = {
  /** takes no more work, lets what runs come to its checkpoint, and leaves the rest to the next start */
  stop: () => Promise<void>;
};

function relayToRunner(): Relay {
  return startRelay({
    send: async (entries) => {
      await inngest.send(entries.map(({ id, name, data }) => ({ id, name, data })));
    },
  });
}

async function startEmbedded(): Promise<Background> {
  const databaseUrl = sessionDatabaseUrl();
  if (!databaseUrl) throw new AppError("unavailable", "DATABASE_URL is not set: start with `npm start`, or set it");
  const runner = createEmbeddedRunner({ databaseUrl, handler: serveFunctions, signingKey: embeddedSigningKey() });
  running().fetch = runner.fetch;
  await runner.start();
  const relay = relayToRunner();
  return {
    stop: async () => {
      await relay.stop();
      await runner.stop();
    },
  };
}

function startRelayAlone(): Background {
  const relay = relayToRunner();
  const unsubscribe = onCommit(() => holdRequestOpen(relay.idle));
  return {
    stop: async () => {
      unsubscribe();
      await relay.stop();
    },
  };
}

async function start(): Promise<Background> {
  const background = runnerMode() === "embedded" ? await startEmbedded() : startRelayAlone();
  reportReadiness("runner", () => running().background !== undefined);
  const { failed } = await sweepAll();
  if (failed) log.warn({ failed }, "the sweep at start left workspaces for later");
  return background;
}

/**
 * Starts this process's background work, once however often it is called: the embedded runner (unless an Inngest server
 * does the work), the outbox relay, and a sweep over what an earlier process left.
 * @throws AppError unavailable when there is no database; a later call tries again
 */
export function startBackground(): Promise<Background> {
  const state = running();
  state.background ??= start().catch((error: unknown) => {
    delete state.background;
    throw error;
  });
  return state.background;
}

/** Stops it, if it runs. */
export async function stopBackground(): Promise<void> {
  const state = running();
  const background = await state.background?.catch(() => undefined);
  delete state.background;
  await background?.stop();
}
