import { setGrant, setPolicySettings } from "#server/domains/autonomy/index.ts";
import {
  type AutonomyLevel,
  type Caps,
  type PolicySettings,
  policySettingsSchema,
} from "#server/domains/autonomy/schema.ts";
import { unnamedIntent } from "#server/domains/trust/schema.ts";
import { newId } from "#server/kernel/ids.ts";
import { newBusiness, rowsOf, type TestBusiness } from "./test-business.ts";

/**
 * A business whose workflow is rolled out, and whose billing agent has been right in `evidence` decisions of the operator.
 * Nothing is checked by sample.
 */
export async function trustedBusiness(
  options: { evidence?: number; undoSeconds?: number } = {},
): Promise<TestBusiness> {
  const business = await newBusiness({ undoSeconds: options.undoSeconds ?? 0 });
  const { workspaceId } = business.operator;
  const at = business.clock.now();
  await rowsOf(business, async (tx) => {
    const eventId = newId();
    await tx.event.create({
      data: {
        id: eventId,
        workspaceId,
        source: "api",
        externalId: eventId,
        type: "task.wanted",
        kind: "api",
        contentType: "application/json",
        raw: Buffer.from("{}"),
        taint: "operator",
      },
    });
    await tx.run.create({
      data: {
        id: business.runId,
        workspaceId,
        workflow: "follow-up",
        workflowVersion: 1,
        eventId,
        title: "Follow up",
        status: "running",
        taint: "operator",
      },
    });
    await tx.workflowSetting.create({ data: { workspaceId, workflow: "follow-up", stage: "autonomous" } });
    await tx.trustEntry.createMany({
      data: Array.from({ length: options.evidence ?? 200 }, () => ({
        id: newId(),
        workspaceId,
        agent: "billing",
        intent: unnamedIntent,
        action: "task.create",
        risk: "internal",
        proposalId: newId(),
        kind: "approved",
        score: 1,
        confidence: 0.8,
        at,
      })),
    });
  });
  await settle(business, { auditShare: 0 });
  return business;
}

/** Sets settings of the policy that are all at their defaults, but for the audit share that is 0. */
export async function settle(business: TestBusiness, change: Partial<PolicySettings>): Promise<void> {
  const { policy } = await rowsOf(business, (tx) =>
    tx.workspace.findUniqueOrThrow({ where: { id: business.operator.workspaceId } }),
  );
  const before = policySettingsSchema.parse(policy);
  await setPolicySettings.execute(business.operator, { settings: { ...before, ...change }, before });
}

/** Grants the billing agent an action, from whatever it had. */
export async function grant(
  business: TestBusiness,
  action: string,
  level: AutonomyLevel,
  caps: Caps = {},
): Promise<void> {
  const row = await rowsOf(business, (tx) => tx.autonomyGrant.findFirst({ where: { agent: "billing", action } }));
  const revision = row?.revision ?? 0;
  await setGrant.execute(business.operator, { agent: "billing", action, level, caps, revision });
}
