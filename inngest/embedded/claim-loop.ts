import { log } from "#server/kernel/log.ts";
import { claimItems } from "./claim-items.ts";
import { launch } from "./launch.ts";
import { loadExecutions } from "./load-executions.ts";
import { removeItems } from "./remove-items.ts";
import type { Runner } from "./runner-state.ts";

const groupLimit = 50;

/** Claims and launches one group. @returns whether there may be more */
async function claimGroup(runner: Runner): Promise<boolean> {
  const free = runner.settings.capacity - runner.running.size - runner.reserved;
  runner.backlog = free <= 0;
  if (!runner.active || free <= 0) return false;
  const maximum = Math.min(free, groupLimit);
  runner.reserved += maximum;
  try {
    const { database, workerId, registry } = runner;
    const items = await claimItems({
      database,
      workerId,
      maximum,
      now: runner.clock.now(),
      limited: registry.hasConcurrency,
    });
    if (items.length === 0) return false;
    const executions = await loadExecutions(database, items);
    for (const execution of executions) launch(runner, execution);
    const loaded = new Set(executions.map((execution) => execution.item.id));
    const dead = items.filter((item) => !loaded.has(item.id));
    // what is left has neither a live run nor its event: nothing can be done with it
    await removeItems(
      database.query,
      dead.map((item) => item.id),
    );
    return items.length === maximum || registry.hasConcurrency;
  } finally {
    runner.reserved -= maximum;
  }
}

/** Makes the function that claims due items until there are none; calls while it runs make it look once more. */
export function claimLoop(runner: Runner): { wake: () => void; idle: () => Promise<void> } {
  let wanted = false;
  let running: Promise<void> | undefined;

  async function loop(): Promise<void> {
    try {
      while (wanted) {
        wanted = false;
        while (await claimGroup(runner));
      }
    } catch (error) {
      // the poll looks again
      if (runner.active) log.warn({ error }, "claiming failed");
    } finally {
      running = undefined;
    }
  }

  return {
    wake: () => {
      wanted = true;
      running ??= loop();
    },
    idle: async () => {
      await running;
    },
  };
}
