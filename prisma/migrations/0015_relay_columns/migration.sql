-- the sweep drops answers by their age: what they say, whose they are and what was asked stay out of the relay's sight
revoke select on idempotency_key from adjutant_runner;
grant select (created_at) on idempotency_key to adjutant_runner;
