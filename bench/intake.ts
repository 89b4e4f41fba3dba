import { setTimeout as delay } from "node:timers/promises";
import type { EventSender, HttpOperator } from "#e2e/http-operator.ts";
import { enquiryEvent } from "#e2e/letter.ts";
import { percentile } from "./percentile.ts";

/** How fast events are taken in over HTTP; milliseconds. */
export type Intake = {
  inFlight: number;
  events: number;
  eventsPerSecond: number;
  acceptP50: number;
  acceptP99: number;
};

let sequence = 0;

function note(): Parameters<EventSender>[0] {
  sequence += 1;
  // a type that no workflow is started by: what is measured is acceptance alone
  return { type: "note.taken", id: `bench-${process.pid}-${sequence}`, data: { text: "x".repeat(400), sequence } };
}

/** Sends events as fast as they are taken, with so many in flight. */
export async function measureIntake(sendEvent: EventSender, inFlight: number, seconds: number): Promise<Intake> {
  const times: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1_000;
  const client = async () => {
    while (performance.now() < end) {
      const before = performance.now();
      const response = await sendEvent(note());
      await response.arrayBuffer();
      if (response.status !== 202) throw new Error(`An event was answered with ${response.status}`);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, client));
  const elapsed = (performance.now() - started) / 1_000;
  return {
    inFlight,
    events: times.length,
    eventsPerSecond: Math.round(times.length / elapsed),
    acceptP50: percentile(times, 0.5),
    acceptP99: percentile(times, 0.99),
  };
}

/** Sends events at a steady rate, whatever the answers take: what somebody who posts one now and then waits for. */
export async function measureSteady(sendEvent: EventSender, perSecond: number, count: number) {
  const answered = Array.from({ length: count }, async (_, index) => {
    await delay((index * 1_000) / perSecond);
    const before = performance.now();
    const response = await sendEvent(note());
    await response.arrayBuffer();
    if (response.status !== 202) throw new Error(`An event was answered with ${response.status}`);
    return performance.now() - before;
  });
  const times = await Promise.all(answered);
  return { perSecond, events: count, acceptP50: percentile(times, 0.5), acceptP99: percentile(times, 0.99) };
}

const restSeconds = 300;

/** Waits until everything that was taken in has been understood, so that one measurement does not wait behind another. */
export async function waitForRest(operator: HttpOperator): Promise<void> {
  const end = performance.now() + restSeconds * 1_000;
  const unread = () => operator.query<{ items: unknown[] }>("event.list", { status: "received" });
  while ((await unread()).items.length > 0) {
    if (performance.now() > end) throw new Error(`Events were not understood within ${restSeconds} s`);
    await delay(250);
  }
}

/** From the sending of an enquiry to the moment that its run waits for the operator, one at a time; milliseconds. */
export async function measureEnquiries(
  sendEvent: EventSender,
  operator: HttpOperator,
  count: number,
): Promise<{ enquiries: number; waitingP50: number; waitingP99: number }> {
  const times: number[] = [];
  const waiting = async () => (await operator.query<{ waitingCount: number }>("today.get")).waitingCount;
  for (let index = 0; index < count; index += 1) {
    const before = await waiting();
    const started = performance.now();
    sequence += 1;
    const id = `bench-enquiry-${process.pid}-${sequence}`;
    await sendEvent(
      enquiryEvent({ id, name: "Marta Quist", email: `${id}@example.com`, subject: `Pricing review ${index}` }),
    );
    while ((await waiting()) <= before) {
      if (performance.now() - started > 30_000) throw new Error("An enquiry came to no proposal in 30 s");
      await delay(2);
    }
    times.push(performance.now() - started);
  }
  return { enquiries: count, waitingP50: percentile(times, 0.5), waitingP99: percentile(times, 0.99) };
}
