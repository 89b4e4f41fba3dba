import { handleFileDownload } from "#server/api/file-download.ts";
import { configuredStore } from "#server/connectors/files/configured-store.ts";

export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleFileDownload(request, { params, read: async (key) => (await configuredStore()).get(key) });
}
