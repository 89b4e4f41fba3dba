import { expect, it } from "vitest";
import { executeEffect } from "./execute-effect.ts";
import { grant, trustedBusiness } from "./test-autonomy.ts";
import { approve, creditOf, newBusiness, proposeIn } from "./test-business.ts";
import { mutateAfterApproval, mutateGrants } from "./test-mutations.ts";

it("executes nothing that was altered after its approval, in any of its parts", async () => {
  const figures = await mutateAfterApproval({ rounds: 87, seed: 4_711 });
  expect(figures).toMatchObject({ mutations: 87, kinds: 29, refused: 87, executed: [] });
}, 180_000);

it("executes nothing by itself whose grant was lowered after the decision", async () => {
  const figures = await mutateGrants({ rounds: 10, seed: 4_711 });
  expect(figures).toMatchObject({ mutations: 10, refused: 10, executed: [] });
}, 180_000);

it("executes both where nothing was altered", async () => {
  const asked = await newBusiness();
  const proposalId = await proposeIn(asked, "credit-note.issue", creditOf(asked));
  await approve(asked, proposalId);
  expect(await executeEffect({ context: asked.system, proposalId })).toMatchObject({ status: "succeeded" });
  const granted = await trustedBusiness();
  await grant(granted, "task.create", "full");
  const task = await proposeIn(granted, "task.create", { title: "Call" }, { taint: "operator" });
  expect(await executeEffect({ context: granted.system, proposalId: task })).toMatchObject({ status: "succeeded" });
});
