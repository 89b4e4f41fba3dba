import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ActionCall, OutcomeUnknown } from "#server/actions/contract.ts";
import { mailSend } from "#server/actions/mail-send.ts";
import type { AnyAction } from "#server/actions/registry.ts";
import { callOutside } from "#server/effects/call-outside.ts";
import { resetCircuit } from "#server/effects/circuit/manage-circuits.ts";
import { intendEffect } from "#server/effects/intend-effect.ts";
import { mostAttempts } from "#server/effects/outcome.ts";
import { approve, mailTo, newBusiness, proposeIn, rowsOf } from "#server/effects/test-business.ts";

/** What an outside system can promise about a repeated call. */
export type Delivery = "idempotent" | "queryable" | "neither";

/** What came of effects whose answers were lost on the way. */
export type LostResponses = {
  delivery: Delivery;
  effects: number;
  answersLost: number;
  succeeded: number;
  /** effects that ended as unknown, and the review tasks about them */
  unknown: number;
  reviews: number;
  /** effects that the receiver never carried out, and those that it carried out more than once */
  missing: number;
  doubled: number;
};

const listen = (server: Server) =>
  new Promise<string>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

const keyOf = (request: IncomingMessage) => decodeURIComponent(request.url?.split("/").at(-1) ?? "");

/** The outside system: carries out every PUT, or only the first under each key where it is idempotent. */
function receiver(delivery: Delivery, done: Map<string, number>): Server {
  return createServer((request, response) => {
    const key = keyOf(request);
    const times = done.get(key) ?? 0;
    if (request.method === "PUT" && (delivery !== "idempotent" || times === 0)) done.set(key, times + 1);
    const known = request.method === "PUT" || times > 0;
    response.writeHead(known ? 200 : 404).end();
  });
}

/** A repeatable stream of numbers in [0, 1): Park and Miller's minimal standard generator. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Passes every request on, and loses two answers in five: half of them as a 500, half as a reset connection. */
function losingProxy(target: string, random: () => number, lost: () => void): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { status } = await fetch(`${target}${request.url}`, { method: request.method ?? "GET" });
    const dice = random();
    if (dice >= 0.4) return response.writeHead(status).end();
    lost();
    return dice < 0.2 ? response.writeHead(500).end() : request.socket.destroy();
  };
  return createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
}

/** An action whose outside system is reached through `origin`. */
function actionThrough(origin: string, delivery: Delivery): Extract<AnyAction, { where: "outside" }> {
  const receipt = { status: "sent" as const, messageId: `<${randomUUID()}@example.com>`, response: null };
  const ask = async (method: "GET" | "PUT", { key }: ActionCall<unknown>) => {
    const address = `${origin}/${encodeURIComponent(key)}`;
    const response = await fetch(address, { method }).catch((cause: unknown) => {
      throw new OutcomeUnknown("The connection broke before the answer came", { cause });
    });
    if (response.status >= 500) throw new OutcomeUnknown(`It answered ${response.status}`);
    return response.ok ? receipt : null;
  };
  const run = async (call: ActionCall<unknown>) => (await ask("PUT", call)) ?? receipt;
  const find = delivery === "queryable" ? (call: ActionCall<unknown>) => ask("GET", call) : undefined;
  const action = { ...mailSend, delivery, run, find } as AnyAction;
  if (action.where !== "outside") throw new Error("A mail goes outside");
  return action;
}

/** Carries out `effects` effects of one outside system through a proxy that loses answers, and counts what it did. */
export async function loseResponses(options: {
  delivery: Delivery;
  effects: number;
  seed: number;
}): Promise<LostResponses> {
  const { delivery, effects, seed } = options;
  const done = new Map<string, number>();
  let answersLost = 0;
  const system = receiver(delivery, done);
  const proxy = losingProxy(await listen(system), numbers(seed), () => {
    answersLost += 1;
  });
  const action = actionThrough(await listen(proxy), delivery);
  const business = await newBusiness();
  let succeeded = 0;
  for (let index = 0; index < effects; index += 1) {
    const proposalId = await proposeIn(business, "mail.send", mailTo());
    await approve(business, proposalId);
    await intendEffect.execute(business.system, { proposalId });
    for (let attempt = 0; attempt < mostAttempts; ) {
      const outcome = await callOutside({ context: business.system, proposalId, action }).catch(() => undefined);
      if (outcome?.status === "held") {
        // so many lost answers open the circuit; the operator lets the calls go again
        await resetCircuit.execute(business.operator, { id: action.system });
        continue;
      }
      if (outcome?.status === "succeeded") succeeded += 1;
      if (outcome) break;
      attempt += 1;
    }
  }
  const keys = await rowsOf(business, (tx) => tx.effect.findMany({ select: { idempotencyKey: true, status: true } }));
  const unknown = keys.filter((effect) => effect.status === "unknown").length;
  const reviews = await rowsOf(business, (tx) => tx.escalation.count({ where: { effectId: { not: null } } }));
  for (const server of [proxy, system]) {
    server.closeAllConnections();
    server.close();
  }
  const times = keys.map(({ idempotencyKey }) => done.get(idempotencyKey) ?? 0);
  return {
    delivery,
    effects,
    answersLost,
    succeeded,
    unknown,
    reviews,
    missing: times.filter((count) => count === 0).length,
    doubled: times.filter((count) => count > 1).length,
  };
}
