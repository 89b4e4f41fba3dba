import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { rejectProposal } from "#server/domains/proposal/index.ts";
import { trustedBusiness } from "#server/effects/test-autonomy.ts";
import { approve, proposeIn, rowsOf } from "#server/effects/test-business.ts";
import { listChanges, readAutonomy, setGrant, setPolicySettings, simulatePolicy } from "./index.ts";

const choice = { agent: "crm", action: "task.create", level: "limited", caps: { countPerDay: 5 }, revision: 0 };
const grantIn = async (operator: TestContext) => {
  const { grants } = await readAutonomy.execute(operator, {});
  return grants.find(({ agent, action }) => agent === "crm" && action === "task.create");
};

describe("what the operator grants", () => {
  it("is kept with its history and its audit entry, in this workspace only", async () => {
    const [operator, stranger] = [await newWorkspace(), await newWorkspace()];
    expect(await grantIn(operator)).toMatchObject({ level: "suggest", caps: {}, revision: 0 });
    await setGrant.execute(operator, choice);
    expect(await grantIn(operator)).toMatchObject({ level: "limited", caps: { countPerDay: 5 }, revision: 1 });
    expect(await grantIn(stranger)).toMatchObject({ level: "suggest", revision: 0 });
    expect(await listChanges.execute(operator, {})).toMatchObject([
      { kind: "set", fromLevel: "suggest", toLevel: "limited", reason: "You set it to limited" },
    ]);
    expect(await listChanges.execute(stranger, {})).toEqual([]);
    const audited = await inWorkspace(operator.workspaceId, (tx) =>
      tx.auditEntry.findFirst({ where: { action: "autonomy.setGrant" } }),
    );
    expect(audited).toMatchObject({ subjectId: "crm:task.create", data: { after: { level: "limited" } } });
  });

  it("is refused where it was changed since it was looked at, and one of two at once wins", async () => {
    const operator = await newWorkspace();
    const both = await Promise.allSettled([
      setGrant.execute(operator, choice),
      setGrant.execute(operator, { ...choice, level: "full" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(setGrant.execute(operator, choice)).rejects.toMatchObject({ code: "conflict" });
  });

  it.each([
    ["caps", { caps: {} }],
    ["caps.countPerDay", { caps: { countPerDay: 0 } }],
    ["caps.perDay.amountMinor", { caps: { perDay: { amountMinor: 0, currency: "EUR" } } }],
    ["caps.perEffect.currency", { caps: { perEffect: { amountMinor: 5, currency: "euro" } } }],
    ["bar", { bar: 1 }],
    ["agent", { agent: "nobody" }],
    ["action", { action: "credit-note.issue" }],
    ["level", { level: "everything" }],
  ])("names the field %s where it is wrong", async (field, change) => {
    const operator = await newWorkspace();
    await expect(setGrant.execute(operator, { ...choice, ...change })).rejects.toMatchObject({
      code: "invalid",
      details: { fields: [expect.objectContaining({ field })] },
    });
  });

  it("has settings for all, compared and swapped, whose change is another version of the policy", async () => {
    const operator = await newWorkspace();
    const { settings, version } = await readAutonomy.execute(operator, {});
    expect(settings).toMatchObject({ bar: 0.95, minimumEvidence: 20, auditShare: 0.05, newRecipientAsks: true });
    const changed = { ...settings, quietHours: { from: "22:00", to: "07:00" } };
    await setPolicySettings.execute(operator, { settings: changed, before: settings });
    const after = await readAutonomy.execute(operator, {});
    expect(after.settings).toEqual(changed);
    expect(after.version).not.toBe(version);
    await expect(setPolicySettings.execute(operator, { settings, before: settings })).rejects.toMatchObject({
      code: "conflict",
    });
    const wrong = { ...changed, quietHours: { from: "25:00", to: "07:00" } };
    await expect(setPolicySettings.execute(operator, { settings: wrong, before: changed })).rejects.toMatchObject({
      details: { fields: [expect.objectContaining({ field: "settings.quietHours.from" })] },
    });
  });
});

describe("a change that is tried", () => {
  it("says what would have run by itself, what the operator decided about it, and leaves out what is not known", async () => {
    const business = await trustedBusiness();
    const propose = (title: string) => {
      business.clock.advance(1_000);
      return proposeIn(business, "task.create", { title }, { taint: "operator" });
    };
    const [approved, rejected, capped] = [await propose("One"), await propose("Two"), await propose("Three")];
    await approve(business, approved);
    await rejectProposal.execute(business.operator, { proposalId: rejected, reason: "Not needed" });
    const forgotten = await propose("Four");
    await rowsOf(
      business,
      (tx) => tx.$executeRaw`update proposal set policy_facts = null where id = ${forgotten}::uuid`,
    );
    const grant = { agent: "billing", action: "task.create", level: "limited", caps: { countPerDay: 2 } };
    const result = await simulatePolicy.execute(business.operator, { grant });
    expect(result).toMatchObject({
      known: 3,
      unknown: 1,
      before: { execute: 0, ask: 3, refuse: 0 },
      after: { execute: 2, ask: 1, refuse: 0 },
      differing: 2,
      freed: { count: 2, inFact: { approved: 1, rejected: 1, open: 0 } },
    });
    expect(result.differences.map(({ id }) => id).sort()).toEqual([approved, rejected].sort());
    expect(result.differences.map(({ id }) => id)).not.toContain(capped);
    const { settings } = await readAutonomy.execute(business.operator, {});
    const strict = await simulatePolicy.execute(business.operator, {
      grant,
      settings: { ...settings, minimumEvidence: 500 },
    });
    expect(strict).toMatchObject({ differing: 0, after: { ask: 3 } });
  });
});
