import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Transaction } from "#server/db/transaction.ts";
import type { SinkMoment } from "../mail-sink.ts";
import { world } from "./grid-world.ts";
import { type Standing, standingAt } from "./kill-point.ts";
import { type Story, senderOf } from "./stories.ts";

const { newWorkspace } = await import("#server/db/test-database.ts");
const { inWorkspace } = await import("#server/db/transaction.ts");
const { resolveEscalation } = await import("#server/effects/index.ts");

/**
 * When the process is killed: at its n-th database statement, at a moment of the mail's delivery, or not at all. `asleep`:
 * it is stopped instead, wakes when another has done its work, and goes on where it was.
 */
export type Kill = { at: number; side: "before" | "answer-lost"; asleep?: boolean } | { moment: SinkMoment } | null;

/** What came of one story with one kill. */
export type Cell = {
  /** where it was killed; null when that was between effects, undefined when the story was over before */
  standing: Standing | undefined;
  /** milliseconds from the kill to the first fact in the run's log that the next process wrote */
  resumedAfter: number | null;
  /** statements that the process sent in a story without a kill */
  statements: number;
  /** what is wrong with the books; empty when all is well */
  wrong: string[];
  /** review tasks about an unknown outcome */
  unknown: number;
};

const patience = 90_000;
/** What a zombie gets to do its harm in. */
const zombieMilliseconds = 1_500;
type Business = Awaited<ReturnType<typeof newWorkspace>>;

async function startChild(business: Business, kill: Kill, notes: string): Promise<ChildProcess> {
  const at = kill && "at" in kill ? kill : { at: 0, side: "before" };
  const child = spawn(process.execPath, [join(import.meta.dirname, "child.ts")], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...process.env,
      KILL_AT: String(at.at),
      KILL_SIDE: at.side,
      KILL_SIGNAL: kill && "asleep" in kill && kill.asleep ? "SIGSTOP" : "SIGKILL",
      NOTES: notes,
      WORKSPACE: business.workspaceId,
      OPERATOR: business.actor.id,
    },
  });
  await once(child, "message");
  return child;
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function isAsleep({ pid }: ChildProcess): boolean {
  return spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" })
    .stdout.trim()
    .startsWith("T");
}

async function end(child: ChildProcess): Promise<void> {
  if (ended(child)) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** Reads the books; whoever sleeps inside a transaction of the embedded database keeps it until he is cut off. */
async function read<T>(business: Business, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const limit = performance.now() + patience;
  for (;;) {
    try {
      return await inWorkspace(business.workspaceId, work);
    } catch (error) {
      if (performance.now() > limit) throw error;
      await delay(100);
    }
  }
}

const facts = (business: Business) => read(business, (tx) => tx.runEntry.count());
type Run = { status: string; compensation: string | null };
const runOf = (business: Business) => read(business, (tx) => tx.run.findFirst());

/** The operator looks into the mail server's log and says truly whether an unknown mail arrived. */
async function answerReviews(business: Business): Promise<number> {
  const open = await read(business, (tx) =>
    tx.escalation.findMany({ where: { status: "open", effectId: { not: null } } }),
  );
  for (const { id } of open) {
    const option = world.sink.received.has(senderOf(business)) ? "arrived" : "send-again";
    await resolveEscalation.execute(business, { escalationId: id, option }).catch(() => undefined);
  }
  return open.length;
}

/** Over, and what a failed one did is taken back as far as it can be. */
function isAtRest(run: Run | null): boolean {
  if (run?.status === "failed") return run.compensation === "done" || run.compensation === "partly";
  return run?.status === "succeeded" || run?.status === "cancelled";
}

async function comeToRest(business: Business): Promise<{ status: string; unknown: number }> {
  const limit = performance.now() + patience;
  let unknown = 0;
  for (;;) {
    const run = await runOf(business);
    const status = run?.status ?? "not there";
    if (isAtRest(run)) return { status, unknown };
    if (performance.now() > limit) return { status: `still ${status} after ${patience / 1_000} s`, unknown };
    unknown += await answerReviews(business);
    await delay(25);
  }
}

async function wrongIn(business: Business, story: Story, status: string): Promise<string[]> {
  const { effects, mails } = await read(business, async (tx) => ({
    effects: await tx.effect.findMany(),
    mails: await tx.mail.count({ where: { status: "sent" } }),
  }));
  const done = effects.map((effect) => `${effect.action} ${effect.status}`).sort();
  const taken = world.sink.received.get(senderOf(business)) ?? 0;
  return [
    ...(status === story.ends ? [] : [`the run is ${status}`]),
    ...(done.join() === [...story.effects].sort().join() ? [] : [`effects: ${done.join(", ") || "none"}`]),
    ...(taken === story.mails ? [] : [`the mail server took ${taken} mails`]),
    ...(mails === story.mails ? [] : [`${mails} mails are recorded as sent`]),
  ];
}

/** Watches for the first fact that is written after `known`. @returns milliseconds since `since` */
async function firstFact(business: Business, known: number, since: number): Promise<number | null> {
  while (performance.now() < since + patience) {
    if ((await facts(business)) > known || (await runOf(business))?.finishedAt) return performance.now() - since;
    await delay(5);
  }
  return null;
}

/** The zombie wakes, does what it was about to do, and has some time for it. */
async function wake(child: ChildProcess): Promise<void> {
  // it may end by itself: what it held is lost to it
  const heard = Promise.race([once(child, "message"), once(child, "exit")]);
  child.kill("SIGCONT");
  child.send("count", () => undefined);
  await heard;
  await delay(zombieMilliseconds);
}

/** Lives one story in a business of its own, kills the process that does the work as asked, and reads the books in the end. */
export async function liveCell(story: Story, kill: Kill): Promise<Cell> {
  const folder = mkdtempSync(join(tmpdir(), "adjutant-grid-"));
  const notes = join(folder, "statement");
  const business = await newWorkspace();
  await inWorkspace(business.workspaceId, (tx) =>
    tx.workspace.update({ where: { id: business.workspaceId }, data: { undoSeconds: 0 } }),
  );
  await story.prepare(business);
  const first = await startChild(business, kill, notes);
  let second: ChildProcess | undefined;
  const asleep = kill !== null && "asleep" in kill && kill.asleep === true;
  const gone = () => ended(first) || (asleep && isAsleep(first));
  try {
    if (kill && "moment" in kill) {
      world.sink.watch((moment) => {
        if (moment === kill.moment) first.kill("SIGKILL");
        return moment !== kill.moment;
      });
    }
    first.send("arm");
    await story.begin(business);
    const limit = performance.now() + patience;
    while (!gone() && !isAtRest(await runOf(business)) && performance.now() < limit) await delay(5);
    world.sink.watch(undefined);
    if (!gone()) {
      const count = once(first, "message");
      first.send("count");
      const [{ sent }] = await count;
      const wrong = await wrongIn(business, story, (await runOf(business))?.status ?? "not there");
      return { standing: undefined, resumedAfter: null, statements: sent, wrong, unknown: 0 };
    }
    const killed = performance.now();
    const statement = kill && "at" in kill ? readFileSync(notes, "utf8") : "";
    const answerLost = kill !== null && "at" in kill && kill.side === "answer-lost";
    const standing = await read(business, (tx) => standingAt(tx, { sink: world.sink, statement, answerLost }));
    const known = await facts(business);
    second = await startChild(business, null, notes);
    const resuming = firstFact(business, known, killed);
    const { status, unknown } = await comeToRest(business);
    if (asleep) await wake(first);
    const resumedAfter = await resuming;
    const wrong = await wrongIn(business, story, status);
    return { standing, resumedAfter, statements: 0, wrong, unknown };
  } finally {
    await end(first);
    if (second) await end(second);
    rmSync(folder, { recursive: true, force: true });
  }
}
