import { getMailSource } from "#server/domains/mail/index.ts";
import { contextOfSession } from "#server/domains/session/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isId } from "#server/kernel/ids.ts";
import { policyOfData } from "./content-security-policy.ts";
import { toProblem } from "./problem.ts";
import { createApiContext } from "./trpc.ts";

/** Serves one outgoing mail's exact bytes as a file; nothing in it ever runs in this origin. */
export async function handleMailSource(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const session = await createApiContext(request).session();
    if (!session) throw new AppError("unauthenticated", "Sign in first");
    const id = (await params).id.replace(/\.eml$/, "");
    if (!isId(id)) throw new AppError("not_found", "There is no such mail");
    const mail = await getMailSource.execute(contextOfSession(session), { mailId: id });
    return new Response(mail.raw, {
      headers: {
        "content-type": "message/rfc822",
        "content-disposition": `attachment; filename="${id}.eml"`,
        "content-security-policy": policyOfData,
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      },
    });
  } catch (thrown) {
    return toProblem(thrown, request);
  }
}
