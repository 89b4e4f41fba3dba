import { percentile } from "../percentile.ts";
import { type Cell, type Kill, liveCell } from "./cell.ts";
import { killPoints } from "./kill-point.ts";
import { type Story, stories } from "./stories.ts";

/** How fine the grid is. */
export type GridOptions = {
  /** kills per story, spread evenly over all its database statements; both sides of a statement in turn */
  kills: number;
  /** how often each place in the life of each effect is hit again, once it was found; 0: not at all */
  rounds: number;
  onProgress?: (text: string) => void;
};

/** What the grid found. */
export type GridResult = {
  cells: number;
  /** kills by story, action and point */
  hits: Record<string, Record<string, Record<string, number>>>;
  between: number;
  wrong: string[];
  unknownReviews: number;
  /** milliseconds from a kill to the first fact that the next process wrote */
  resume: { median: number; most: number };
};

type Found = { kill: Kill; hits: number };

const moments: readonly Kill[] = [{ moment: "taken" }, { moment: "replied" }];

function spread(statements: number, kills: number): Kill[] {
  return Array.from({ length: kills }, (_, index) => ({
    at: 1 + Math.floor(((index + 0.5) * statements) / kills),
    side: index % 2 ? ("answer-lost" as const) : ("before" as const),
  }));
}

const words = (kill: Kill) => (kill && "at" in kill ? `${kill.side} statement ${kill.at}` : `mail ${kill?.moment}`);

/**
 * Kills the process that does the work at places spread over the whole of each story, then again where an effect was in
 * hand, until each place was hit `rounds` times.
 */
export async function runGrid(options: GridOptions): Promise<GridResult> {
  const result: GridResult = {
    cells: 0,
    hits: {},
    between: 0,
    wrong: [],
    unknownReviews: 0,
    resume: { median: 0, most: 0 },
  };
  const resumes: number[] = [];
  const places = new Map<string, Found[]>();

  function note(story: Story, kill: Kill, cell: Cell): void {
    result.cells += 1;
    result.unknownReviews += cell.unknown;
    for (const text of cell.wrong) result.wrong.push(`${story.name}, ${words(kill)}: ${text}`);
    if (cell.resumedAfter !== null) resumes.push(cell.resumedAfter);
    if (!cell.standing) {
      result.between += 1;
      return;
    }
    const { action, point } = cell.standing;
    result.hits[story.name] ??= {};
    const actions = result.hits[story.name] ?? {};
    actions[action] ??= Object.fromEntries(killPoints.map((name) => [name, 0]));
    const points = actions[action] ?? {};
    points[point] = (points[point] ?? 0) + 1;
    const place = `${action} ${point}`;
    places.set(place, [...(places.get(place) ?? []), { kill, hits: points[point] }]);
  }

  for (const story of stories) {
    places.clear();
    const { statements, wrong } = await liveCell(story, null);
    for (const text of wrong) result.wrong.push(`${story.name}, without a kill: ${text}`);
    const mails = story.mails > 0 ? moments : [];
    for (const kill of [...mails, ...spread(statements, options.kills)]) note(story, kill, await liveCell(story, kill));
    options.onProgress?.(
      `${story.name}: ${statements} statements, ${result.cells} kills, ${result.wrong.length} wrong`,
    );
    for (let round = 1; round < options.rounds; round += 1) {
      for (const found of [...places.values()]) {
        const known = found[round % found.length];
        const enough = (found.at(-1)?.hits ?? 0) >= options.rounds;
        if (known && !enough) note(story, known.kill, await liveCell(story, known.kill));
      }
      options.onProgress?.(`${story.name}: round ${round}, ${result.cells} kills, ${result.wrong.length} wrong`);
    }
  }
  result.resume = { median: percentile(resumes, 0.5), most: percentile(resumes, 1) };
  return result;
}

/** What zombies did. */
export type ZombieResult = { zombies: number; wrong: string[] };

/**
 * Stops the process that does the work in the middle of a story, lets another take over and end it, then wakes the zombie:
 * what it still writes must be refused.
 */
export async function runZombies(options: {
  zombies: number;
  onProgress?: (text: string) => void;
}): Promise<ZombieResult> {
  const result: ZombieResult = { zombies: 0, wrong: [] };
  for (const [index, story] of stories.entries()) {
    const { statements } = await liveCell(story, null);
    const share = Math.ceil((options.zombies - index) / stories.length);
    for (const place of spread(statements, share)) {
      if (place === null || !("at" in place)) continue;
      const kill = { ...place, asleep: true };
      const cell = await liveCell(story, kill);
      result.zombies += 1;
      for (const text of cell.wrong) result.wrong.push(`${story.name}, ${words(kill)}: ${text}`);
      options.onProgress?.(`${story.name}: zombie ${result.zombies}, ${result.wrong.length} wrong`);
    }
  }
  return result;
}
