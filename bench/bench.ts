// `npm run bench`: measures the real product on this machine, embedded database, fsync on. Prints one JSON table.
import { execFileSync } from "node:child_process";
import { availableParallelism, cpus } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { newEventSender, setUpOperator } from "#e2e/http-operator.ts";
import { type Product, removeData, startProduct } from "#e2e/product.ts";
import { firstLoadJavaScript, residentMemory } from "./footprint.ts";
import { measureEnquiries, measureIntake, measureSteady, waitForRest } from "./intake.ts";

const progress = (text: string) => console.error(`bench: ${text}`);

/** The runner alone, in a process of its own: three durable steps per run, at 1 and at 50 at a time. */
function measureRunner(): unknown {
  progress("durable runs");
  return JSON.parse(execFileSync(process.execPath, ["bench/runner.ts"], { encoding: "utf8" }));
}

async function measureProduct(product: Product) {
  const operator = await setUpOperator(product);
  const sendEvent = await newEventSender(product.origin, operator);
  const cookie = `${operator.cookie.name}=${operator.cookie.value}`;
  progress("intake");
  await measureIntake(sendEvent, 10, 3);
  await waitForRest(operator);
  const steady = await measureSteady(sendEvent, 5, 100);
  await waitForRest(operator);
  const intake = [await measureIntake(sendEvent, 1, 5), await measureIntake(sendEvent, 50, 10)];
  await waitForRest(operator);
  progress("enquiries");
  const enquiries = await measureEnquiries(sendEvent, operator, 40);
  const approvalsJavaScriptKb = await firstLoadJavaScript(product.origin, "/approvals", cookie);
  return { steady, intake, enquiries, approvalsJavaScriptKb };
}

async function measureStarts() {
  progress("first start (builds when stale)");
  const first = await startProduct();
  const measured = await measureProduct(first);
  await first.stop();
  const seconds: number[] = [];
  let memory: ReturnType<typeof residentMemory> | undefined;
  for (let index = 0; index < 3; index += 1) {
    progress(`start ${index + 1} of 3 on the same data`);
    const product = await startProduct({ dataFolder: first.dataFolder });
    seconds.push(Math.round(product.startMilliseconds) / 1_000);
    if (index === 2) {
      await fetch(`${product.origin}/sign-in`).then((page) => page.text());
      await delay(20_000);
      memory = residentMemory(product.processes());
    }
    await product.stop();
  }
  removeData(first);
  return { ...measured, secondStartSeconds: seconds, idleMemoryMb: memory };
}

const product = await measureStarts();
const runner = measureRunner();
const machine = { processors: availableParallelism(), model: cpus()[0]?.model, node: process.version };
console.log(JSON.stringify({ machine, ...product, runner }, null, 2));
