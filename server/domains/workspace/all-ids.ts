import { asAuthenticator } from "#server/db/transaction.ts";

/** The ids of all workspaces, for work that goes through them one by one. Nothing else of them can be read this way. */
export async function workspaceIds(): Promise<string[]> {
  const rows = await asAuthenticator((tx) => tx.workspace.findMany({ select: { id: true }, orderBy: { id: "asc" } }));
  return rows.map((row) => row.id);
}
