import { afterCommit, noAftermath } from "./aftermath.ts";
import { type Completion, completeSteps } from "./complete-steps.ts";
import type { Query, Statement } from "./database.ts";
import { endRuns } from "./end-runs-announced.ts";
import { holds } from "./expression.ts";
import { matchKeysOf } from "./match-key.ts";
import type { Runner } from "./runner-state.ts";
import type { ArrivingEvent, FunctionEvent } from "./wire-event.ts";

type Candidate = {
  id: string;
  run_id: string;
  step_id: string;
  kind: "wait" | "cancel";
  match_if: string | null;
  started_by: string | null;
};

const candidatesStatement: Statement = {
  name: "runner_match_candidates",
  text: `select p.id, p.run_id, p.step_id, p.kind, p.match_if, e.body as started_by
    from runner.pause p left join runner.run r on r.id = p.run_id left join runner.event e on e.id = r.event_ids[1]
    where p.match_event = $1 and p.match_key = any($2::text[]) order by p.id for update of p`,
};

const removeStatement: Statement = {
  name: "runner_match_remove",
  text: "delete from runner.pause where id = any($1::bigint[])",
};

const matchedStatement: Statement = {
  name: "runner_match_done",
  text: "update runner.event set unmatched = false where id = any($1::text[]) and unmatched",
};

async function matchOne(query: Query, arriving: ArrivingEvent): Promise<Candidate[]> {
  const { event } = arriving;
  const candidates = await query<Candidate>(candidatesStatement, [event.name, matchKeysOf(event)]);
  const met = candidates.filter(({ match_if: condition, started_by: body }) =>
    holds(condition, { event: body ? (JSON.parse(body) as FunctionEvent) : null, async: event }),
  );
  if (met.length > 0) await query(removeStatement, [met.map((pause) => pause.id)]);
  return met;
}

/** Gives events to the waits that they meet, and cancels the runs that they cancel; each wait gets the first event only. */
export async function matchEvents(runner: Runner, events: ArrivingEvent[]): Promise<void> {
  const aftermath = await runner.database.transaction(async (query) => {
    const collected = noAftermath();
    const now = runner.clock.now();
    const completions: Completion[] = [];
    const cancelled = new Set<string>();
    for (const arriving of events) {
      for (const pause of await matchOne(query, arriving)) {
        if (pause.kind === "cancel") cancelled.add(pause.run_id);
        else {
          const result = { id: pause.step_id, name: arriving.event.name, op: "wait", data: arriving.body, error: null };
          completions.push({ runId: pause.run_id, result });
        }
      }
    }
    await completeSteps({ query, completions, now });
    const ends = [...cancelled].map((runId) => ({ runId, status: "cancelled" as const, output: "null" }));
    await endRuns({ runner, query, ends, now, aftermath: collected });
    await query(matchedStatement, [events.map((arriving) => arriving.id)]);
    return collected;
  });
  afterCommit(runner, aftermath);
}

const leftLimit = 500;
const unmatchedStatement: Statement = {
  name: "runner_match_left",
  text: `select id, body from runner.event where unmatched order by id limit ${leftLimit}`,
};

/** Takes up events that a stopped process stored and did not get to match. */
export async function matchLeftEvents(runner: Runner): Promise<void> {
  const rows = await runner.database.query<{ id: string; body: string }>(unmatchedStatement, []);
  const events = rows.map(({ id, body }) => ({ id, body, externalId: null, event: JSON.parse(body) as FunctionEvent }));
  await Promise.all(events.map((event) => runner.match.push(event)));
  if (rows.length === leftLimit) runner.matchAgain = true;
}
