import type { Clock } from "#server/kernel/clock.ts";
import type { Actor, Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { inWorkspace } from "./transaction.ts";

/** A clock that a test can move. */
export type TestClock = Clock & {
  /** stops the clock at this time */
  set: (time: Date | string) => void;
  /** moves it on */
  advance: (milliseconds: number) => void;
};

/** A clock that stands still at `start`; without a start it runs with the machine's until it is set. */
export function testClock(start?: Date | string): TestClock {
  let fixed = start === undefined ? undefined : new Date(start);
  let offset = 0;
  return {
    now: () => new Date((fixed?.getTime() ?? Date.now()) + offset),
    set: (time) => {
      fixed = new Date(time);
      offset = 0;
    },
    advance: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

/** The context of a test's own workspace. */
export type TestContext = Context & { actor: Extract<Actor, { kind: "operator" }>; clock: TestClock };

/** Makes a workspace with one operator and returns the operator's context. Nothing is cleaned up: no two tests share one. */
export async function newWorkspace(options: { name?: string; clock?: TestClock } = {}): Promise<TestContext> {
  const workspaceId = newId();
  const operatorId = newId();
  const name = options.name ?? "Harbour Lane";
  await inWorkspace(workspaceId, async (tx) => {
    await tx.workspace.create({ data: { id: workspaceId, name } });
    await tx.operator.create({
      data: { id: operatorId, workspaceId, email: `operator-${operatorId}@example.com`, name: "Ana Duarte" },
    });
  });
  return {
    workspaceId,
    actor: { kind: "operator", id: operatorId, name: "Ana Duarte", sessionId: newId() },
    clock: options.clock ?? testClock(),
  };
}
