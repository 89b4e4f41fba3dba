import { expect, test } from "vitest";
import { readingOnly } from "./read-only.ts";
import { newWorkspace } from "./test-database.ts";
import { asRelay, inWorkspace } from "./transaction.ts";

test("inside it nothing can be written, and what is read is the same; outside it everything goes on", async () => {
  const { workspaceId } = await newWorkspace({ name: "Before" });
  const rename = () =>
    inWorkspace(workspaceId, (tx) => tx.workspace.update({ where: { id: workspaceId }, data: { name: "After" } }));
  const nameNow = () =>
    inWorkspace(workspaceId, (tx) => tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } }));
  await readingOnly(async () => {
    expect((await nameNow()).name).toBe("Before");
    await expect(rename()).rejects.toThrow(/read-only transaction/);
    await expect(asRelay((tx) => tx.outboxEntry.deleteMany({ where: { workspaceId } }))).rejects.toThrow(/read-only/);
  });
  expect((await rename()).name).toBe("After");
});
