import { setTimeout as delay } from "node:timers/promises";
import { type HttpOperator, setUpOperator } from "#e2e/http-operator.ts";
import { enquiryEvent } from "#e2e/letter.ts";
import { type Product, removeData, startProduct } from "#e2e/product.ts";
import { type Books, readBooks } from "./books.ts";
import { startMailSink } from "./mail-sink.ts";

/** How hard it blows. */
export type Storm = { kills: number; events: number; onProgress?: (text: string) => void };

/** What came of it: the database's own books, held against what was accepted and what the mail server took. */
export type Aftermath = Books & {
  kills: number;
  accepted: number;
  seconds: number;
  mailsTaken: number;
  doubledMails: number;
};

type Page = { items: { id: string; inputHash: string }[] };

/** How long the books may stand still before the rest is taken for stuck. */
const standstillSeconds = 120;
/** How long the product lives before it is killed: from the middle of its start to well into its work. */
const lifeMilliseconds = { least: 50, most: 6_000 };

const recipient = (index: number) => `storm-${index}@example.com`;

type Sending = {
  origin: () => string;
  key: string;
  events: number;
  /** how many may have been sent by now, so that events flow between all kills */
  released: () => number;
  accepted: Set<string>;
};

/** Sends until it is taken: who gets no answer sends the same event again. */
async function sendAll({ origin, key, events, released, accepted }: Sending): Promise<void> {
  let next = 0;
  const client = async () => {
    while (next < events) {
      const index = next;
      next += 1;
      while (index >= released()) await delay(20);
      const id = `storm-${index}`;
      const subject = `Pricing review ${index}`;
      const event = enquiryEvent({ id, name: `Person ${index}`, email: recipient(index), subject });
      for (;;) {
        const response = await fetch(`${origin()}/api/v1/events`, {
          method: "POST",
          headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
          body: JSON.stringify(event),
        }).catch(() => undefined);
        await response?.arrayBuffer().catch(() => undefined);
        if (response?.status === 202) break;
        if (response && response.status < 500 && response.status !== 429) throw new Error(`${id}: ${response.status}`);
        await delay(100);
      }
      accepted.add(id);
    }
  };
  await Promise.all(Array.from({ length: 4 }, client));
}

/** Approves whatever waits, until told to end. A refused or lost approval is tried again with what the list then says. */
async function approveAll(operator: HttpOperator, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const page = await operator.query<Page>("proposal.list", { status: "pending" }).catch(() => undefined);
    for (const { id, inputHash } of page?.items ?? []) {
      await operator.mutate("proposal.approve", { id, inputHash }).catch(() => undefined);
    }
    await delay(page?.items.length ? 5 : 100);
  }
}

/**
 * Lets events flow and approvals follow while the whole product is killed (SIGKILL to every process at once) again and
 * again, then waits until it has come to rest and reads the books.
 */
export async function runStorm(storm: Storm): Promise<Aftermath> {
  const began = performance.now();
  const sink = await startMailSink();
  const variables = { SMTP_URL: sink.url, EGRESS_ALLOW: "127.0.0.1/32", LOG_LEVEL: "warn" };
  let product = await startProduct({ variables });
  const port = Number(new URL(product.origin).port);
  const operator = await setUpOperator(product);
  await operator.mutate("workspace.update", { undoSeconds: 0 });
  // what the sink counts are effects: the operator's own notices go to one address, several times
  await operator.mutate("delivery.update", { mail: false });
  const input = { name: "Storm", scopes: ["events:write"], expiresAt: null };
  const { key } = await operator.mutate<{ key: string }>("apiKey.create", input);

  const accepted = new Set<string>();
  let over = false;
  let kills = 0;
  const released = () => Math.ceil((storm.events * (kills + 1)) / (storm.kills + 1));
  const sending = sendAll({ origin: () => product.origin, key, events: storm.events, released, accepted });
  const approving = approveAll(operator, () => over);
  while (kills < storm.kills) {
    const { least, most } = lifeMilliseconds;
    await delay(least + Math.random() * (most - least));
    await product.kill();
    product = await startProduct({ dataFolder: product.dataFolder, port, variables });
    kills += 1;
    if (kills % 10 === 0) storm.onProgress?.(`${kills} kills, ${accepted.size} events accepted`);
  }
  await sending;
  const books = await waitForRest(product, storm.events);
  over = true;
  await approving;
  await product.stop();
  await sink.stop();
  removeData(product);
  const counts = [...sink.received.values()];
  return {
    kills: storm.kills,
    accepted: accepted.size,
    seconds: Math.round((performance.now() - began) / 1_000),
    mailsTaken: counts.reduce((sum, count) => sum + count, 0),
    doubledMails: counts.filter((count) => count > 1).length,
    ...books,
  };
}

/** Reads the books until nothing is under way any more, or nothing has moved for too long. */
async function waitForRest(product: Product, events: number): Promise<Books> {
  let last = "";
  let moved = performance.now();
  for (;;) {
    const books = await readBooks(product.dataFolder, events);
    // any figure: a run that begins makes more of what is under way before it makes less
    const figures = JSON.stringify(books);
    if (figures !== last) {
      last = figures;
      moved = performance.now();
    }
    if (books.underWay === 0 || performance.now() - moved > standstillSeconds * 1_000) return books;
    await delay(500);
  }
}
