import { test as base, expect } from "@playwright/test";
import { runStorm } from "#bench/kill-storm.ts";

base("five kills at random moments while events flow: 0 lost, 0 doubled", async () => {
  base.setTimeout(400_000);
  const aftermath = await runStorm({ kills: 5, events: 40 });
  expect(aftermath).toMatchObject({
    accepted: 40,
    events: 40,
    lostEvents: 0,
    doubledEvents: 0,
    eventsWithoutRun: 0,
    doubledEffects: 0,
    doubledMails: 0,
    approvedWithoutEffect: 0,
    unknownWithoutReview: 0,
    auditChainBreaks: 0,
    underWay: 0,
  });
});
