import NextAuth, { type NextAuthOptions } from "next-auth";

/** The part of a Node response that next-auth's handler writes to, gathered into a web Response. */
function gatherResponse() {
  const headers = new Map<string, string | string[]>();
  let status = 200;
  let body: string | null = null;
  const node = {
    status: (code: number) => {
      status = code;
      return node;
    },
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), value);
      return node;
    },
    end: () => undefined,
    send: (value: unknown) => {
      if (value === undefined) return;
      if (typeof value === "string") body = value;
      else node.json(value);
    },
    json: (value: unknown) => {
      headers.set("content-type", "application/json");
      body = JSON.stringify(value);
    },
  };
  const toResponse = () => {
    const list = [...headers].flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one): [string, string] => [name, one]) : [[name, value] as [string, string]],
    );
    return new Response(status === 204 || status === 304 ? null : body, { status, headers: list });
  };
  return { node, toResponse };
}

function cookiesOf(header: string | null): Record<string, string> {
  const pairs = (header ?? "").split(";").map((pair) => pair.split(/=(.*)/s, 2).map((part) => part.trim()));
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => {
      if (!name || value === undefined) return [];
      try {
        return [[name, decodeURIComponent(value)]];
      } catch {
        return [];
      }
    }),
  );
}

async function formOf(request: Request): Promise<Record<string, string>> {
  const type = request.headers.get("content-type") ?? "";
  if (request.method !== "POST" || !type.includes("application/x-www-form-urlencoded")) return {};
  return Object.fromEntries(new URLSearchParams(await request.text()));
}

/**
 * Runs next-auth on a web Request. Its handler for Node responses is used rather than the one for route handlers, because
 * that one reads a global request that only exists inside Next: this way tests run exactly what is served.
 */
export async function runNextAuth(request: Request, path: string[], options: NextAuthOptions): Promise<Response> {
  const { node, toResponse } = gatherResponse();
  const query = { ...Object.fromEntries(new URL(request.url).searchParams), nextauth: path };
  await NextAuth(options)(
    {
      query,
      body: await formOf(request),
      cookies: cookiesOf(request.headers.get("cookie")),
      headers: Object.fromEntries(request.headers),
      method: request.method,
    },
    node,
  );
  return toResponse();
}
