import type { Query, RunnerDatabase, Statement } from "./database.ts";

/** A claimed item, before its run is loaded. */
export type ClaimedItem = {
  id: string;
  lease_token: string;
  run_id: string;
  step_id: string;
  attempt: number;
  takeovers: number;
};

const claimed = `update runner.item i set worker_id = $1, lease_token = i.lease_token + 1 from chosen c where i.id = c.id
    returning i.id, i.lease_token, i.run_id, i.step_id, i.attempt, i.takeovers`;
const begun = `begun as (
    update runner.run r set status = 'running', started_at = $3 from claimed c where r.id = c.run_id and r.started_at is null
  )`;

const claimAny: Statement = {
  name: "runner_claim_any",
  text: `with chosen as (
    select id from runner.item where worker_id is null order by lane, rank limit $2 for update skip locked
  ), claimed as (${claimed}), ${begun} select * from claimed`,
};

const claimChosen: Statement = {
  name: "runner_claim_chosen",
  text: `with chosen as (
    select id from runner.item where id = any($2::bigint[]) and worker_id is null for update skip locked
  ), claimed as (${claimed}), ${begun} select * from claimed`,
};

// lanes are found by hopping along the index, so that a long queue behind one key hides no other
const candidatesStatement: Statement = {
  name: "runner_claim_candidates",
  text: `with recursive lanes (lane) as (
    (select lane from runner.item where worker_id is null order by lane limit 1)
    union all
    select (select i.lane from runner.item i where i.worker_id is null and i.lane > l.lane order by i.lane limit 1)
    from lanes l where l.lane is not null
  )
  select c.id, c.keys, c.limits from (select lane from lanes where lane is not null limit 1000) l
  cross join lateral (
    select id, keys, limits, rank from runner.item where worker_id is null and lane = l.lane order by rank limit $1
  ) c order by c.rank`,
};

const takenStatement: Statement = {
  name: "runner_claim_taken",
  text: `select key, count(*)::integer as taken from runner.item i, unnest(i.keys) as key
    where i.worker_id is not null and i.keys is not null group by key`,
};

const lockStatement: Statement = {
  name: "runner_claim_lock",
  text: "select pg_advisory_xact_lock(72026813)",
};

type Candidate = { id: string; keys: string[] | null; limits: number[] | null };

/** Chooses, oldest first, what fits under every concurrency limit. */
export function withinLimits(candidates: Candidate[], taken: Map<string, number>, maximum: number): string[] {
  const counts = new Map(taken);
  const chosen: string[] = [];
  for (const { id, keys, limits } of candidates) {
    if (chosen.length >= maximum) break;
    const fits = (keys ?? []).every((key, index) => (counts.get(key) ?? 0) < (limits?.[index] ?? 0));
    if (!fits) continue;
    for (const key of keys ?? []) counts.set(key, (counts.get(key) ?? 0) + 1);
    chosen.push(id);
  }
  return chosen;
}

async function claimWithinLimits(query: Query, options: ClaimOptions): Promise<ClaimedItem[]> {
  // counting and taking must not overlap with another process's
  await query(lockStatement, []);
  const candidates = await query<Candidate>(candidatesStatement, [options.maximum]);
  if (candidates.length === 0) return [];
  const taken = await query<{ key: string; taken: number }>(takenStatement, []);
  const ids = withinLimits(candidates, new Map(taken.map((row) => [row.key, row.taken])), options.maximum);
  if (ids.length === 0) return [];
  return query<ClaimedItem>(claimChosen, [options.workerId, ids, options.now]);
}

type ClaimOptions = {
  database: RunnerDatabase;
  workerId: string;
  maximum: number;
  now: Date;
  /** whether some items count against a concurrency limit */
  limited: boolean;
};

/** Leases up to `maximum` due items to the worker, the longest waiting first, each with a new fencing token. */
export function claimItems(options: ClaimOptions): Promise<ClaimedItem[]> {
  const { database, workerId, maximum, now } = options;
  if (!options.limited) return database.query<ClaimedItem>(claimAny, [workerId, maximum, now]);
  return database.transaction((query) => claimWithinLimits(query, options));
}
