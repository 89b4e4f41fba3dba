import { exportAudit } from "#server/domains/audit/index.ts";
import { contextOfSession } from "#server/domains/session/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { attachmentNamed } from "./content-disposition.ts";
import { policyOfData } from "./content-security-policy.ts";
import { isStorable } from "./inputs.ts";
import { toProblem } from "./problem.ts";
import { createApiContext } from "./trpc.ts";

const types = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" };

/** The filter as the screen's address names it. */
function filterIn(search: URLSearchParams): Record<string, unknown> {
  const text = (name: string) => search.get(name) || null;
  const same = ["search", "actor", "agent", "action", "from", "to", "format"];
  return {
    ...Object.fromEntries(same.map((name) => [name, text(name)])),
    contactId: text("contact"),
    runId: text("run"),
  };
}

/** Chunks as a stream that asks for the next one when the reader has taken the last. */
function streamOf(chunks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

/** Streams the audit trail, as far as the filter in the address lets it through, to the signed-in operator as a file. */
export async function handleAuditExport(request: Request): Promise<Response> {
  try {
    const session = await createApiContext(request).session();
    if (!session) throw new AppError("unauthenticated", "Sign in first");
    const context = contextOfSession(session);
    const filter = filterIn(new URL(request.url).searchParams);
    if (!isStorable(filter)) throw new AppError("invalid", "The address holds characters that cannot be stored");
    const chunks = exportAudit(context, filter);
    const format = filter.format === "csv" ? "csv" : "jsonl";
    const day = context.clock.now().toISOString().slice(0, 10);
    return new Response(streamOf(chunks), {
      headers: {
        "content-type": types[format],
        "content-disposition": attachmentNamed(`audit-${day}.${format}`),
        "content-security-policy": policyOfData,
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      },
    });
  } catch (thrown) {
    return toProblem(thrown, request);
  }
}
