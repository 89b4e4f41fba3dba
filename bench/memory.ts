// `npm run bench:memory`: how much of what was said recall finds, whether it knows what it does not know, and how fast it
// is. Embedded database, or a server by TEST_DATABASE_URL. Prints JSON, and a table beside it.
// npm run bench:memory -- --file conversations.json --seed 7 --only quality|speed --items 100000
import { parseArgs } from "node:util";
import { assistantChats } from "./memory/assistant-chats.ts";
import { readConversations } from "./memory/conversation.ts";
import { measureQuality, type Quality } from "./memory/quality.ts";
import { measureSpeed } from "./memory/speed.ts";
import { store } from "./memory/store.ts";
import { twoPeople } from "./memory/two-people.ts";

const { values } = parseArgs({
  options: {
    file: { type: "string" },
    seed: { type: "string", default: "7" },
    only: { type: "string" },
    items: { type: "string", default: "100000" },
  },
});
const seed = Number(values.seed);
const progress = (text: string) => console.error(`memory: ${text}`);

/** Three of each shape that share no subject: what one of them holds is unknown to the others. */
const groups = () =>
  values.file
    ? { [values.file]: readConversations(values.file) }
    : {
        "two people": [0, 1, 2].map((number) => twoPeople(seed, number, 3)),
        "assistant chats": [0, 1, 2].map((number) => assistantChats(seed, number, 3)),
      };

function table(results: Record<string, Quality>): void {
  const rows = Object.entries(results).flatMap(([name, { byKind, ...whole }]) => [
    [name, whole] as const,
    ...Object.entries(byKind).map(([kind, part]) => [`  ${kind}`, part] as const),
  ]);
  const columns = rows.map(([name, { questions, recallAt10, misspelt, known }]) => [
    ...[name.padEnd(28), questions, recallAt10.bm25, recallAt10.adjutant, misspelt.bm25, misspelt.adjutant],
    known.auroc ?? "-",
  ]);
  const head = ["recall@10".padEnd(28), "asked", "BM25", "Adjutant", "BM25 typos", "typos", "AUROC"];
  for (const row of [head, ...columns]) console.error(row.map((cell) => String(cell).padStart(10)).join(" "));
}

try {
  const quality: Record<string, Quality> = {};
  if (values.only !== "speed") {
    for (const [name, conversations] of Object.entries(groups())) {
      progress(name);
      quality[name] = await measureQuality(conversations, seed);
    }
    table(quality);
  }
  if (values.only === "speed") progress(`${values.items} items`);
  const speed = values.only === "speed" ? { speed: await measureSpeed(Number(values.items), seed) } : {};
  console.log(JSON.stringify({ database: store.kind, seed, ...quality, ...speed }, null, 2));
} finally {
  const { disconnect } = await import("#server/db/client.ts");
  await disconnect();
  await store.close();
}
