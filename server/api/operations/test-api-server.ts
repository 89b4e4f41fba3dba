import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { answerMcp } from "./answer-mcp.ts";
import { answerRest } from "./answer-rest.ts";

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const { method = "GET" } = incoming;
  const body = chunks.length ? { body: Buffer.concat(chunks) } : {};
  return new Request(`http://${incoming.headers.host}${incoming.url}`, { method, headers, ...body });
}

/** Serves the public API and the MCP server over HTTP on loopback, for tests. */
export async function startApiServer(): Promise<{ url: string; close: () => void }> {
  const server = createServer(async (incoming, outgoing) => {
    const request = await requestOf(incoming);
    const serve = incoming.url?.startsWith("/api/mcp") ? answerMcp : answerRest;
    const response = await serve(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
