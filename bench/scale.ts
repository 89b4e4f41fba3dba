// `npm run bench:scale`: the same measurements on an empty database and on one with a past. Prints one JSON table.
// npm run bench:scale -- --waiting 10000 --finished 100000
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { type HttpOperator, newEventSender, setUpOperator } from "#e2e/http-operator.ts";
import { removeData, startProduct } from "#e2e/product.ts";
import { fillProductTables } from "./fill-product-tables.ts";
import { measureEnquiries } from "./intake.ts";
import { percentile } from "./percentile.ts";

const { values } = parseArgs({
  options: { waiting: { type: "string", default: "10000" }, finished: { type: "string", default: "100000" } },
});
const past = { waiting: Number(values.waiting), finished: Number(values.finished) };
const progress = (text: string) => console.error(`scale: ${text}`);

type RunnerFigures = { many: { runsPerSecond: number }; single: { p50: number } };

function runner(flags: string[]): RunnerFigures {
  return JSON.parse(execFileSync(process.execPath, ["bench/runner.ts", ...flags], { encoding: "utf8" }));
}

/** In turn, so that both see the same machine; the better of two each. */
function measureRunner() {
  const filled = ["--waiting", String(past.waiting), "--finished", String(past.finished)];
  const empties: number[] = [];
  const fulls: number[] = [];
  for (let round = 1; round <= 2; round += 1) {
    progress(`runner, round ${round}`);
    empties.push(runner([]).many.runsPerSecond);
    fulls.push(runner(filled).many.runsPerSecond);
  }
  const [empty, full] = [Math.max(...empties), Math.max(...fulls)];
  return { empty, full, ratio: Math.round((100 * full) / empty) / 100 };
}

type RunPage = { nextCursor: string | null };

/** Pages of the Runs list as the screen asks for them: the newest, filtered ones, and deep into the past. */
async function measureRunsList(operator: HttpOperator) {
  const filters = [{}, { status: "waiting" }, { status: "failed" }, { workflow: "new-enquiry" }];
  const times: number[] = [];
  for (const filter of filters) {
    let cursor: string | null = null;
    for (let page = 0; page < 50; page += 1) {
      const before = performance.now();
      const answer: RunPage = await operator.query("run.list", { ...filter, cursor });
      times.push(performance.now() - before);
      cursor = answer.nextCursor;
    }
  }
  return { pages: times.length, p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

async function measureProduct() {
  const product = await startProduct({ variables: { LOG_LEVEL: "warn" } });
  const operator = await setUpOperator(product);
  const sendEvent = await newEventSender(product.origin, operator);
  progress("the empty product");
  await measureEnquiries(sendEvent, operator, 10);
  const empty = await measureEnquiries(sendEvent, operator, 40);
  progress(`${past.waiting} waiting and ${past.finished} finished runs are written`);
  await fillProductTables(product.dataFolder, past);
  progress("the product with a past");
  await measureEnquiries(sendEvent, operator, 10);
  const full = await measureEnquiries(sendEvent, operator, 40);
  const runsList = await measureRunsList(operator);
  await product.stop();
  removeData(product);
  return { enquiries: { empty, full }, runsList };
}

const product = await measureProduct();
console.log(JSON.stringify({ past, ...product, runnerRunsPerSecond: measureRunner() }, null, 2));
