-- the queue reads what waits in several orders, counts it by what it can be narrowed to, and touches no card for that
create index proposal_queue_orders on proposal (workspace_id, expires_at, id)
  include (agent, action, risk, taint, sampled, contact_id, run_id, stake_minor, stake_currency, snoozed_until, created_at)
  where status = 'pending';
