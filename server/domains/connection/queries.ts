import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { endpointUrl } from "./address.ts";
import { type ConnectionRow, connectionRowSchema } from "./schema.ts";

/** Every connection of the workspace, newest first; secrets never leave. */
export const listConnections = defineQuery({
  name: "connection.list",
  input: z.void(),
  access: ["operator", "system"],
  run: async ({ tx }): Promise<ConnectionRow[]> => {
    const rows = await tx.connection.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 200 });
    return rows.map((row) =>
      connectionRowSchema.parse({ ...row, url: endpointUrl(row.endpoint), signed: row.secretSealed !== null }),
    );
  },
});
