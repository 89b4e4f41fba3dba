import fc from "fast-check";
import type { AutonomyLevel, Caps, PolicySettings } from "#server/domains/autonomy/schema.ts";
import type { CalibratedConfidence } from "./confidence.ts";
import { type Grant, type Policy, type PolicyFacts, policyOf, policySettingsOf } from "./policy.ts";

/** Eighty decisions that prove 96 % for whatever is at least 70 % sure. */
export const trusted: CalibratedConfidence = {
  raw: 0.9,
  value: 0.98,
  low: 0.9,
  count: 80,
  threshold: 0.7,
  proven: 0.96,
  basis: "isotonic",
};

/** A proposal of the CRM agent for a task that nothing but a missing grant holds back. */
export const plainFacts: PolicyFacts = {
  agent: "crm",
  action: { name: "task.create", risk: "internal" },
  mayPropose: ["task.create"],
  inputProblem: null,
  taint: "operator",
  exposure: { outside: false, privateData: false },
  recipients: [],
  stake: null,
  reversal: null,
  confidence: trusted,
  stage: "autonomous",
  localTime: "10:00",
  draw: 0.5,
  history: { inLastHour: 0, inLastDay: 0, spentInLastDay: {}, spentByAllInLastDay: {} },
};

/** A policy that grants the CRM agent one level for tasks. */
export function grantedTo(level: AutonomyLevel, caps: Caps = {}, settings: Partial<PolicySettings> = {}): Policy {
  return policyOf({
    grants: [{ agent: "crm", action: "task.create", level, caps, bar: null }],
    settings: { ...policySettingsOf({}), ...settings },
  });
}

const name = fc.constantFrom("crm", "billing");
const actionName = fc.constantFrom("task.create", "mail.send");
const clock = fc.constantFrom("00:00", "06:30", "12:00", "21:59", "22:00", "23:30");
const currency = fc.constantFrom("EUR", "EUR", "EUR", "JPY");
const money = fc.record({ amountMinor: fc.integer({ min: 1, max: 9_000 }), currency });
const share = fc.integer({ min: 0, max: 100 }).map((whole) => whole / 100);
const count = fc.integer({ min: 1, max: 6 });
const spent = fc.dictionary(fc.constantFrom("EUR", "JPY"), fc.nat(9_000), { maxKeys: 2 });
const domain = fc.constantFrom("example.com", "example.org");

const caps: fc.Arbitrary<Caps> = fc.record(
  {
    perEffect: money,
    perDay: money,
    countPerHour: count,
    countPerDay: count,
    recipients: fc.oneof(
      fc.constantFrom("known" as const, "anyone" as const),
      fc.record({ domains: fc.array(domain, { minLength: 1, maxLength: 2 }) }),
    ),
  },
  { requiredKeys: [] },
);

/** Any grant: every level, with and without caps and a bar of its own. */
const anyGrant: fc.Arbitrary<Grant> = fc.record({
  agent: name,
  action: actionName,
  level: fc.constantFrom("observe", "suggest", "limited", "full", "full"),
  caps: fc.oneof(fc.constant({}), caps),
  bar: fc.option(share),
});

/** Any settings. */
const anySettings: fc.Arbitrary<PolicySettings> = fc.record({
  bar: share,
  minimumEvidence: fc.integer({ min: 5, max: 30 }),
  quietHours: fc.option(fc.record({ from: clock, to: clock }), { freq: 3 }),
  auditShare: fc.oneof(fc.constant(0), share),
  newRecipientAsks: fc.boolean(),
  budgetPerDay: fc.option(money),
  riskMost: fc.constantFrom("read", "internal", "external", "money", "money"),
});

const wildPolicy: fc.Arbitrary<Policy> = fc
  .record({
    grants: fc.uniqueArray(anyGrant, { maxLength: 4, selector: ({ agent, action }) => `${agent} ${action}` }),
    settings: anySettings,
  })
  .map(policyOf);

const wildFacts: fc.Arbitrary<PolicyFacts> = fc.record({
  agent: name,
  action: fc.record({
    name: actionName,
    risk: fc.constantFrom("read", "internal", "internal", "external", "external", "money", null),
  }),
  mayPropose: fc.constantFrom<string[]>(
    ["task.create", "mail.send"],
    ["task.create", "mail.send"],
    ["task.create"],
    [],
  ),
  inputProblem: fc.constantFrom(null, null, null, null, "wrong"),
  taint: fc.constantFrom("operator", "operator", "outside"),
  exposure: fc.record({ outside: fc.boolean(), privateData: fc.boolean() }),
  recipients: fc.array(
    fc
      .record({ domain, known: fc.constantFrom(true, true, false) })
      .map((one) => ({ ...one, address: `ana@${one.domain}` })),
    { maxLength: 2 },
  ),
  stake: fc.option(money, { freq: 2 }),
  reversal: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.record({
        declared: fc.boolean(),
        where: fc.constantFrom("own", "outside"),
        runFailed: fc.boolean(),
        mode: fc.constantFrom("at-once", "ask"),
      }),
    },
  ),
  confidence: fc.option(
    fc.record({
      raw: share,
      value: share,
      low: share,
      count: fc.integer({ min: 0, max: 60 }),
      threshold: fc.option(share),
      proven: share,
      basis: fc.constant("isotonic" as const),
    }),
  ),
  stage: fc.constantFrom("autonomous", "autonomous", "autonomous", "assisted", "shadow", "draft"),
  localTime: clock,
  draw: share,
  history: fc.record({
    inLastHour: fc.nat(4),
    inLastDay: fc.nat(6),
    spentInLastDay: spent,
    spentByAllInLastDay: spent,
  }),
});

/** Some parts of a wild value, the rest of a plain one: what differs in little comes past most rules, what differs in all is rare. */
function mixed<T extends object>(plain: T, wild: fc.Arbitrary<T>, keys: readonly (keyof T)[]): fc.Arbitrary<T> {
  return fc.oneof(
    wild,
    fc
      .tuple(wild, fc.subarray([...keys], { maxLength: 4 }))
      .map(([value, taken]) => ({ ...plain, ...Object.fromEntries(taken.map((key) => [key, value[key]])) })),
  );
}

/** Any proposal: half of them such that a grant would nearly let them run. */
export const anyFacts: fc.Arbitrary<PolicyFacts> = mixed(
  plainFacts,
  wildFacts,
  Object.keys(plainFacts) as (keyof PolicyFacts)[],
);

const plainPolicies = fc
  .record({ level: fc.constantFrom<AutonomyLevel>("limited", "full"), caps, settings: anySettings, kept: fc.boolean() })
  .map(({ level, caps: chosen, settings, kept }) => grantedTo(level, chosen, kept ? {} : settings));

/** Any policy: half of them with a grant that matters to the plain proposal. */
export const anyPolicy: fc.Arbitrary<Policy> = fc.oneof(wildPolicy, plainPolicies);
