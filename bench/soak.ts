// `npm run soak`: the long form of the proofs. Prints one JSON object; exits with 1 when anything was lost, doubled or left.
// npm run soak -- --only storm,grid,zombies,responses,races,mutations --kills 200 --events 2000 --rounds 20 --effects 1000
// npm run soak -- --only races,mutations --races 200 --mutations 500
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "storm,grid,zombies,responses,races,mutations" },
    kills: { type: "string", default: "200" },
    events: { type: "string", default: "2000" },
    rounds: { type: "string", default: "20" },
    effects: { type: "string", default: "1000" },
    races: { type: "string", default: "200" },
    mutations: { type: "string", default: "500" },
  },
});
const wanted = new Set(values.only.split(","));
const onProgress = (text: string) => console.error(`soak: ${text}`);

/** Each proof gives its figures and how much is wrong in them. */
const proofs: Record<string, () => Promise<{ figures: unknown; wrong: number }>> = {
  storm: async () => {
    const { runStorm } = await import("./kill-storm.ts");
    const figures = await runStorm({ kills: Number(values.kills), events: Number(values.events), onProgress });
    const { lostEvents, doubledEvents, eventsWithoutRun, doubledEffects, doubledMails } = figures;
    const { approvedWithoutEffect, unknownWithoutReview, auditChainBreaks, underWay } = figures;
    const happened = lostEvents + doubledEvents + eventsWithoutRun + doubledEffects + doubledMails;
    return { figures, wrong: happened + approvedWithoutEffect + unknownWithoutReview + auditChainBreaks + underWay };
  },
  grid: async () => {
    const { runGrid } = await import("./kill-grid/grid.ts");
    const figures = await runGrid({ kills: 100, rounds: Number(values.rounds), onProgress });
    return { figures, wrong: figures.wrong.length };
  },
  zombies: async () => {
    const { runZombies } = await import("./kill-grid/grid.ts");
    const figures = await runZombies({ zombies: Number(values.rounds), onProgress });
    return { figures, wrong: figures.wrong.length };
  },
  responses: async () => {
    await import("./kill-grid/grid-world.ts");
    const { loseResponses } = await import("./lost-responses.ts");
    const figures: Awaited<ReturnType<typeof loseResponses>>[] = [];
    for (const delivery of ["idempotent", "queryable", "neither"] as const) {
      onProgress(`lost answers of ${delivery} systems`);
      figures.push(await loseResponses({ delivery, effects: Number(values.effects), seed: 20_260_302 }));
    }
    const wrongIn = (one: (typeof figures)[number]) =>
      one.missing + one.doubled + Math.abs(one.reviews - one.unknown) + (one.effects - one.succeeded - one.unknown);
    return { figures, wrong: figures.reduce((sum, one) => sum + wrongIn(one), 0) };
  },
  races: async () => {
    await import("./kill-grid/grid-world.ts");
    const { races, runRace } = await import("#server/effects/test-races.ts");
    const figures: Awaited<ReturnType<typeof runRace>>[] = [];
    for (const race of Object.keys(races)) {
      onProgress(race);
      figures.push(await runRace(race, Number(values.races)));
    }
    return { figures, wrong: figures.reduce((sum, one) => sum + one.wrong.length, 0) };
  },
  mutations: async () => {
    await import("./kill-grid/grid-world.ts");
    const { mutateAfterApproval, mutateGrants } = await import("#server/effects/test-mutations.ts");
    const given = { rounds: Number(values.mutations), seed: 20_260_302 };
    const figures = {
      approvals: await mutateAfterApproval(given),
      grants: await mutateGrants({ ...given, rounds: 50 }),
    };
    return { figures, wrong: figures.approvals.executed.length + figures.grants.executed.length };
  },
};

const results: Record<string, unknown> = {};
for (const [name, prove] of Object.entries(proofs)) {
  if (!wanted.has(name)) continue;
  onProgress(name);
  const { figures, wrong } = await prove();
  results[name] = figures;
  if (wrong > 0) process.exitCode = 1;
}
console.log(JSON.stringify(results, null, 2));
// the grid's database and mail server end with the process
process.exit();
