import { describe, expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { listAgents } from "./index.ts";
import { countProposals } from "./queries.ts";

describe("the agents", () => {
  it("are listed with what they are asked and may propose", async () => {
    const agents = await listAgents.execute(await newWorkspace(), {});
    expect(agents.map((agent) => agent.name)).toEqual(["intake", "crm", "billing", "research", "supervisor"]);
    expect(agents[1]).toMatchObject({
      actions: ["mail.send", "task.create", "contact.update"],
      proposals: { total: 0, approved: 0, edited: 0, rejected: 0 },
    });
  });

  it("count a proposal once, however often it was edited", () => {
    const row = (id: string, status: string, replacedById: string | null = null) => ({
      id,
      agent: "crm",
      status,
      replacedById,
    });
    const rows = [
      row("a", "executed"),
      row("b1", "replaced", "b2"),
      row("b2", "replaced", "b3"),
      row("b3", "executed"),
      row("c", "rejected"),
      row("d", "pending"),
      row("e1", "replaced", "e2"),
      row("e2", "rejected"),
    ];
    expect(countProposals(rows)).toEqual({ total: 5, approved: 1, edited: 2, rejected: 2 });
  });
});
