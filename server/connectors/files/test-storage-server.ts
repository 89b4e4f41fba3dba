import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** How the server misbehaves; it goes on doing so until it is told otherwise. */
export type Fault = "500" | "hang" | "404" | "garbage" | null;

/** A server on loopback that speaks the routes of Supabase Storage which the product uses. */
export type StorageServer = {
  url: string;
  /** objects of the bucket by path, with their types; null while there is no bucket */
  objects: () => ReadonlyMap<string, { bytes: Buffer; contentType: string }> | null;
  /** `METHOD /path` of every request so far */
  asked: string[];
  setFault: (fault: Fault) => void;
  close: () => void;
};

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

type Answer = { status: number; body: unknown; bytes?: Buffer; contentType?: string };

const missing = (message: string): Answer => ({ status: 400, body: { statusCode: "404", error: message, message } });

/** Starts the server; it knows one key and one bucket, which is not there until it is made. */
export async function startStorageServer(given: { key: string; bucket: string }): Promise<StorageServer> {
  let objects: Map<string, { bytes: Buffer; contentType: string }> | null = null;
  let fault: Fault = null;
  const asked: string[] = [];
  const prefix = `/storage/v1/object/${given.bucket}`;

  function answer(request: IncomingMessage, path: string, body: Buffer): Answer {
    const { method, headers } = request;
    if (headers.apikey !== given.key || headers.authorization !== `Bearer ${given.key}`) {
      return { status: 400, body: { statusCode: "403", error: "Unauthorized", message: "Invalid key" } };
    }
    if (method === "POST" && path === "/storage/v1/bucket") {
      const { id, public: open } = JSON.parse(body.toString());
      if (id !== given.bucket || open !== false) return { status: 400, body: { message: "not that bucket" } };
      if (objects) return { status: 400, body: { statusCode: "409", error: "Duplicate", message: "It exists" } };
      objects = new Map();
      return { status: 200, body: { name: id } };
    }
    if (!objects) return missing("Bucket not found");
    const name = decodeURIComponent(path.slice(prefix.length + 1));
    if (method === "POST" && path.startsWith(`${prefix}/`)) {
      if (objects.has(name) && headers["x-upsert"] !== "true") {
        return { status: 400, body: { statusCode: "409", error: "Duplicate", message: "It exists" } };
      }
      objects.set(name, { bytes: body, contentType: headers["content-type"] ?? "" });
      return { status: 200, body: { Id: "1", Key: `${given.bucket}/${name}` } };
    }
    if (method === "GET" && path.startsWith(`${prefix}/`)) {
      const object = objects.get(name);
      return object ? { status: 200, body: null, ...object } : missing("Object not found");
    }
    if (method === "DELETE" && path === prefix) {
      const { prefixes } = JSON.parse(body.toString()) as { prefixes: string[] };
      const removed = prefixes.filter((each) => objects?.delete(each));
      return { status: 200, body: removed.map((each) => ({ name: each })) };
    }
    return { status: 404, body: { message: "There is no such route" } };
  }

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const path = request.url ?? "";
    asked.push(`${request.method} ${path}`);
    if (fault === "hang") return;
    const status = fault === "500" ? 500 : fault === "404" ? 404 : 200;
    const given: Answer =
      fault === "garbage"
        ? { status: 502, body: null, bytes: Buffer.from("<html>"), contentType: "text/html" }
        : fault
          ? { status, body: { statusCode: String(status), error: "fault", message: "out of order" } }
          : answer(request, path, body);
    response.writeHead(given.status, { "content-type": given.contentType ?? "application/json" });
    response.end(given.bytes ?? JSON.stringify(given.body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects: () => objects,
    asked,
    setFault: (next) => {
      fault = next;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
