import { describe, expect, it } from "vitest";
import { answerInngest } from "./answer-inngest.ts";
import { embeddedSigningKey } from "./client.ts";
import { signRequest } from "./embedded/sign-request.ts";

describe("the public route", () => {
  const url = "http://127.0.0.1:3000/api/inngest?fnId=adjutant-sweep&stepId=step";
  const body = JSON.stringify({ ctx: {}, event: {}, events: [], steps: {}, version: 1 });
  const post = (headers: Record<string, string>) =>
    answerInngest(new Request(url, { method: "POST", body, headers: { host: "127.0.0.1:3000", ...headers } }));

  it("runs nothing for a caller who does not sign", async () => {
    expect((await post({})).status).toBe(401);
  });

  it("runs nothing for a caller who signs with another key, or signed long ago", async () => {
    const seconds = Math.floor(Date.now() / 1000);
    const forged = signRequest({ body, signingKey: "signkey-adjutant-00", seconds });
    expect((await post({ "x-inngest-signature": forged })).status).toBe(401);
    const stale = signRequest({ body, signingKey: embeddedSigningKey(), seconds: seconds - 3_600 });
    expect((await post({ "x-inngest-signature": stale })).status).toBe(401);
  });

  it("tells a stranger nothing of the functions", async () => {
    const answer = await answerInngest(new Request(url, { headers: { host: "127.0.0.1:3000" } }));
    expect(await answer.text()).not.toMatch(/new-enquiry|signkey/);
  });
});
