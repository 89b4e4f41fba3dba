import { expect, test } from "vitest";
import { filtersSet, queueAddress, readQueueAddress } from "./queue-address.ts";

test("a view survives its address", () => {
  const view = {
    sort: "stake",
    filter: { agent: "billing", risk: "money", search: "100% & more", sampled: true, snoozed: true },
  } as const;
  const address = queueAddress(view, "p-1");
  expect(readQueueAddress(new URL(address, "http://a.test").searchParams)).toEqual(view);
  expect(filtersSet(view.filter)).toBe(4);
});

test("the plain queue has the plain address, and an unknown order is the usual one", () => {
  expect(queueAddress({ sort: "urgent", filter: {} }, null)).toBe("/approvals");
  expect(readQueueAddress(new URLSearchParams("sort=constructor2&agent="))).toEqual({ sort: "urgent", filter: {} });
});
