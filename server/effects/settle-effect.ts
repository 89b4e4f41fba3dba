import { z } from "zod";
import { findAction } from "#server/actions/registry.ts";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { callOf } from "./call.ts";
import { noteCall } from "./circuit/pass-circuit.ts";
import { finishEffect } from "./finish-effect.ts";
import { lockEffect } from "./locked-effect.ts";

/**
 * Writes how a claimed call ended, and what it told of the outside system. `again`: it may be tried again; `certain` when
 * nothing can have happened so far.
 * @returns until when further calls of the system are held, or null
 * @throws AppError conflict when the lease is stale: another worker has claimed or settled it since
 */
export const settleEffect = defineCommand({
  name: "effect.settle",
  input: z.object({
    proposalId: z.uuid(),
    lease: z.int().min(1),
    end: z.discriminatedUnion("status", [
      z.object({ status: z.literal("succeeded"), receipt: z.record(z.string(), z.unknown()) }),
      z.object({ status: z.enum(["failed", "unknown"]), message: z.string() }),
      z.object({ status: z.literal("again"), message: z.string(), certain: z.boolean() }),
    ]),
    heard: z.enum(["answered", "silent", "nothing"]).default("nothing"),
  }),
  access: ["system", "operator"],
  run: async (scope, { proposalId, lease, end, heard }): Promise<{ until: Date } | null> => {
    const { proposal, effect } = await lockEffect(scope.tx, proposalId);
    if (effect.status !== "calling" || effect.lease !== lease) {
      throw new AppError("conflict", "This effect was taken over meanwhile: the late answer is not recorded");
    }
    const action = findAction(effect.action);
    const message = "message" in end ? end.message : null;
    const held =
      action?.where === "outside"
        ? await noteCall(scope, { target: action.system, effectId: effect.id, heard, message })
        : null;
    if (action?.where === "outside" && action.settle) {
      await action.settle(scope, callOf(scope.context, action, effect), end);
    }
    if (end.status !== "again") {
      await finishEffect(scope, { proposal, effect }, end);
      return held;
    }
    await scope.tx.effect.update({
      where: { id: effect.id },
      data: {
        status: "intended",
        leaseUntil: null,
        error: { message: end.message },
        // kept while an earlier call may have happened: then the next claim resumes instead of beginning
        ...(end.certain ? { calledAt: null } : {}),
      },
    });
    await scope.audit({
      subject: { kind: "effect", id: effect.id },
      runId: effect.runId,
      data: { ...end, attempts: effect.attempts },
    });
    scope.changed({ topic: "run", id: effect.runId });
    return held;
  },
});
