import type { Product } from "./product.ts";

/** An operator who signed in without a browser: for what a journey or a measurement needs but does not show. */
export type HttpOperator = {
  cookie: { name: string; value: string };
  query: <T>(procedure: string, input?: unknown) => Promise<T>;
  mutate: <T>(procedure: string, input?: unknown) => Promise<T>;
};

const account = {
  workspaceName: "Harbour Lane",
  name: "Ana Duarte",
  email: "ana@harbourlane.example.com",
  passphrase: "kettle orbit lantern gravel",
};

/** What the first operator of a test signs in with. */
export const credentials = { email: account.email, passphrase: account.passphrase };

type Answer<T> = { result: { data: { json: T } } };

function cookiesOf(response: Response): string[] {
  return response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
}

/** Posts a proof of identity as the sign-in page does, and returns the session's cookie. */
async function prove(origin: string, kind: string, fields: Record<string, string>): Promise<HttpOperator["cookie"]> {
  const csrf = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken }: { csrfToken: string } = await csrf.json();
  const response = await fetch(`${origin}/api/auth/callback/${kind}`, {
    method: "POST",
    headers: { cookie: cookiesOf(csrf).join("; ") },
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
    redirect: "manual",
  });
  const session = cookiesOf(response).find((cookie) => cookie.includes("adjutant.session="));
  if (!session) throw new Error(`Signing in by ${kind} answered ${response.status}: ${await response.text()}`);
  const at = session.indexOf("=");
  return { name: session.slice(0, at), value: session.slice(at + 1) };
}

async function answerOf<T>(procedure: string, response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${procedure} answered ${response.status}: ${await response.text()}`);
  const { result }: Answer<T> = await response.json();
  return result.data.json;
}

function operatorWith(origin: string, cookie: HttpOperator["cookie"]): HttpOperator {
  const headers = { cookie: `${cookie.name}=${cookie.value}`, "content-type": "application/json" };
  return {
    cookie,
    query: async <T>(procedure: string, input?: unknown) => {
      const search = new URLSearchParams(input === undefined ? {} : { input: JSON.stringify({ json: input }) });
      return answerOf<T>(procedure, await fetch(`${origin}/api/trpc/${procedure}?${search}`, { headers }));
    },
    mutate: async <T>(procedure: string, input: unknown = {}) => {
      const body = JSON.stringify({ json: input });
      return answerOf<T>(procedure, await fetch(`${origin}/api/trpc/${procedure}`, { method: "POST", headers, body }));
    },
  };
}

/** Uses the product's one-time link to make workspace and operator. */
export async function setUpOperator(product: Pick<Product, "origin" | "link">): Promise<HttpOperator> {
  const token = new URL(product.link).searchParams.get("token") ?? "";
  return operatorWith(product.origin, await prove(product.origin, "setup", { ...account, token }));
}

/** Sends events with an API key, as another program does. */
export type EventSender = (event: { type: string; id: string; data: unknown }) => Promise<Response>;

/** Makes an API key and returns what sends events with it. */
export async function newEventSender(origin: string, operator: HttpOperator): Promise<EventSender> {
  const input = { name: "Website", scopes: ["events:write"], expiresAt: null };
  const { key } = await operator.mutate<{ key: string }>("apiKey.create", input);
  return (event) =>
    fetch(`${origin}/api/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(event),
    });
}
