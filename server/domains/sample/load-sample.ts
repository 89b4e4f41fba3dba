import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { revokeApiKey } from "#server/domains/api-key/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { env } from "#server/kernel/env.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type OpenWays, openWays } from "./open-ways.ts";
import type { Parcel, Post } from "./parcel.ts";
import { acts } from "./scenario.ts";
import { startSampleRuns } from "./start-sample-runs.ts";
import { wrapParcel } from "./wrap-parcel.ts";

/** How many events were sent, and how many of them were there already. */
export type SampleLoaded = { events: number; duplicates: number };

const atOnce = 4;
const mostWaitMs = 60_000;
const answerShape = z.object({ id: z.string(), duplicate: z.boolean() });

/** Takes the sample's start down, once: a repeat counts from the same time and so sends the same bytes. */
const startSample = defineCommand({
  name: "sample.start",
  input: z.object({}),
  access: ["operator", "system"],
  run: async ({ tx, context, audit, changed }): Promise<{ base: Date }> => {
    const { workspaceId } = context;
    const now = context.clock.now();
    const first = await tx.workspace.updateMany({
      where: { id: workspaceId, sampleLoadedAt: null },
      data: { sampleLoadedAt: now },
    });
    if (first.count) await audit({ subject: { kind: "workspace", id: workspaceId } });
    const { sampleLoadedAt } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    changed({ topic: "workspace", id: workspaceId });
    return { base: sampleLoadedAt ?? now };
  },
});

const countWaiting = defineQuery({
  name: "sample.waiting",
  input: z.object({ ids: z.array(z.uuid()) }),
  access: ["operator", "system"],
  run: ({ tx }, { ids }): Promise<number> => tx.event.count({ where: { id: { in: ids }, status: "received" } }),
});

/** This process's own server, over its loopback or listening address. */
const postToOwnServer: Post = (path, { headers, body }) => {
  const { HOST, PORT } = env();
  const host = ["0.0.0.0", "::"].includes(HOST) ? "127.0.0.1" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return fetch(`http://${host}:${PORT}${path}`, { method: "POST", headers, body, signal: AbortSignal.timeout(30_000) });
};

type Delivery = { parcel: Parcel; base: Date; ways: OpenWays["ways"]; post: Post; now: Date };

async function deliver({ parcel, base, ways, post, now }: Delivery): Promise<z.output<typeof answerShape>> {
  const { path, secret } = ways[parcel.way];
  const response = await post(path, wrapParcel({ parcel, base, now, secret })).catch((cause: unknown) => {
    throw new AppError("unavailable", "The sample could not reach this installation's own endpoints", { cause });
  });
  const text = await response.text();
  if (response.status !== 202) {
    throw new AppError(
      "unavailable",
      `The sample's ${parcel.way} event ${parcel.id} was not accepted (${response.status})`,
    );
  }
  return answerShape.parse(JSON.parse(text));
}

/** Waits until intake has been through the events; goes on after a while, for one that fails must not hold the rest. */
async function untilUnderstood(context: Context, ids: string[]): Promise<void> {
  const end = Date.now() + mostWaitMs;
  while (Date.now() < end && (await countWaiting.execute(context, { ids })) > 0) await delay(50);
}

async function send(given: Omit<Delivery, "parcel" | "now"> & { context: Context }): Promise<SampleLoaded> {
  const { context, ...delivery } = given;
  const loaded = { events: 0, duplicates: 0 };
  for (const act of acts) {
    const ids: string[] = [];
    for (let from = 0; from < act.length; from += atOnce) {
      const now = context.clock.now();
      const group = act.slice(from, from + atOnce);
      const answers = await Promise.all(group.map((parcel) => deliver({ ...delivery, parcel, now })));
      ids.push(...answers.map((answer) => answer.id));
      loaded.events += answers.length;
      loaded.duplicates += answers.filter((answer) => answer.duplicate).length;
    }
    await untilUnderstood(context, ids);
  }
  return loaded;
}

/**
 * Loads the sample business: opens its ways in and pushes its events through the product's own endpoints, signed as their
 * senders would. Repeating it finds everything there already. Not one transaction: each event is accepted on its own.
 * @throws AppError unavailable when the server does not accept an event
 */
export async function runSample(context: Context, post: Post = postToOwnServer): Promise<SampleLoaded> {
  const { base } = await startSample.execute(context, {});
  const { ways, apiKeyId } = await openWays(context);
  try {
    const loaded = await send({ context, base, ways, post });
    await startSampleRuns({ context, key: ways.api.secret, post });
    return loaded;
  } finally {
    await revokeApiKey.execute(context, { id: apiKeyId });
  }
}

/** The same, as an operation that the operator can call. */
export const loadSample = {
  name: "workspace.loadSample",
  input: z.object({}).nullish(),
  execute: (context: Context, _input: unknown): Promise<SampleLoaded> => {
    if (context.actor.kind !== "operator" && context.actor.kind !== "system") {
      throw new AppError("forbidden", "workspace.loadSample is not open to this caller");
    }
    return runSample(context);
  },
};
