import { getFile } from "#server/domains/file/index.ts";
import { contextOfSession } from "#server/domains/session/index.ts";
import { sha256 } from "#server/kernel/canonical-json.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isId } from "#server/kernel/ids.ts";
import { attachmentNamed } from "./content-disposition.ts";
import { policyOfData } from "./content-security-policy.ts";
import { toProblem } from "./problem.ts";
import { createApiContext } from "./trpc.ts";

/** Reads the bytes under a key, null when they are gone; from the store of files. */
export type ReadBytes = (key: string) => Promise<Uint8Array | null>;

// types that no browser runs; what is not among them is only bytes
const harmless =
  /^(?:application\/(?:pdf|zip|msword|vnd\.[\w.-]+)|image\/(?:png|jpeg|gif|webp|heic)|(?:audio|video)\/[\w.-]+|text\/(?:plain|csv|calendar))$/;

/** Serves a file from outside to the operator of its workspace: for saving only, nothing in it ever runs in this origin. */
export async function handleFileDownload(
  request: Request,
  { params, read }: { params: Promise<{ id: string }>; read: ReadBytes },
): Promise<Response> {
  try {
    const session = await createApiContext(request).session();
    if (!session) throw new AppError("unauthenticated", "Sign in first");
    const { id } = await params;
    if (!isId(id)) throw new AppError("not_found", "There is no such file");
    const file = await getFile.execute(contextOfSession(session), { id });
    const bytes = await read(file.key);
    if (!bytes) throw new AppError("not_found", "This file is no longer in the store of files");
    if (sha256(bytes) !== file.sha256) throw new AppError("internal", "A file is not what was stored");
    return new Response(Buffer.from(bytes), {
      headers: {
        "content-type": harmless.test(file.contentType) ? file.contentType : "application/octet-stream",
        "content-length": String(bytes.byteLength),
        "content-disposition": attachmentNamed(file.name),
        "content-security-policy": policyOfData,
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      },
    });
  } catch (thrown) {
    return toProblem(thrown, request);
  }
}
