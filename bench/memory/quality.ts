import { segmentsOf, wordsOf } from "#server/memory/recall/words.ts";
import { timeOf } from "#server/memory/spaces/add-items.ts";
import { plainBm25 } from "./bm25.ts";
import type { Conversation, Item, Question } from "./conversation.ts";
import { misspelt } from "./misspell.ts";
import { randomFrom } from "./random.ts";
import { ask, remember, stemsOf } from "./store.ts";

const most = 10;

/** What became of one question. */
type Outcome = {
  kind: string;
  /** share of the evidence among the first ten, 0..1 */
  adjutant: number;
  bm25: number;
  adjutantMisspelt: number;
  bm25Misspelt: number;
  /** how sure Adjutant is that anything is known: here, and where nothing of it is stored */
  stored: number;
  elsewhere: number | null;
};

const recall = ({ evidence }: Question, ids: readonly string[]) =>
  evidence.filter((id) => ids.includes(id)).length / evidence.length;

/** The words of an item as the index has them, once each segment's said-by words are taken together. */
function wordsOfItem({ text, speaker, time }: Item): string[] {
  const said = { speaker: speaker ?? null, saidAt: timeOf(time), time: time == null ? null : String(time) };
  const [saying = []] = segmentsOf({ text: "", ...said });
  return [...wordsOf(text), ...saying];
}

/** @returns plain BM25 over a conversation, asked in words */
async function reference(items: readonly Item[], questions: readonly string[]) {
  const words = items.map(wordsOfItem);
  const stems = await stemsOf([...words.flat(), ...questions.flatMap(wordsOf)]);
  const terms = (given: readonly string[]) => given.flatMap((word) => stems.get(word) ?? []);
  const search = plainBm25(words.map(terms));
  return (question: string) => search(terms(wordsOf(question)), most).map((index) => items[index]?.id ?? "");
}

type Asked = { conversation: Conversation; space: string; other: string | null; seed: number };

async function outcomes({ conversation, space, other, seed }: Asked): Promise<Outcome[]> {
  const random = randomFrom(seed);
  const pairs = conversation.questions.map((question) => ({ question, wrong: misspelt(random, question.text) }));
  const all = pairs.flatMap(({ question, wrong }) => [question.text, wrong]);
  const plain = await reference(conversation.items, all);
  const found: Outcome[] = [];
  for (const { question, wrong } of pairs) {
    const right = await ask(space, question.text);
    found.push({
      kind: question.kind ?? "question",
      adjutant: recall(question, right.ids),
      bm25: recall(question, plain(question.text)),
      adjutantMisspelt: recall(question, (await ask(space, wrong)).ids),
      bm25Misspelt: recall(question, plain(wrong)),
      stored: right.known,
      elsewhere: other ? (await ask(other, question.text)).known : null,
    });
  }
  return found;
}

const rounded = (value: number) => Math.round(value * 1_000) / 1_000;
const mean = (values: readonly number[]) =>
  rounded(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));

/** The chance that one of the first is larger than one of the second (area under the ROC curve); ties count half. */
function areaUnderCurve(first: readonly number[], second: readonly number[]): number | null {
  if (first.length === 0 || second.length === 0) return null;
  let wins = 0;
  for (const one of first) for (const other of second) wins += one > other ? 1 : one === other ? 0.5 : 0;
  return rounded(wins / (first.length * second.length));
}

function figures(all: readonly Outcome[]) {
  const elsewhere = all.flatMap((one) => one.elsewhere ?? []);
  const stored = all.map((one) => one.stored);
  return {
    questions: all.length,
    recallAt10: { bm25: mean(all.map((one) => one.bm25)), adjutant: mean(all.map((one) => one.adjutant)) },
    misspelt: {
      bm25: mean(all.map((one) => one.bm25Misspelt)),
      adjutant: mean(all.map((one) => one.adjutantMisspelt)),
    },
    known: {
      auroc: areaUnderCurve(stored, elsewhere),
      saidSo: mean(stored.map((score) => (score >= 0.5 ? 1 : 0))),
      saidSoWronglyElsewhere: mean(elsewhere.map((score) => (score >= 0.5 ? 1 : 0))),
    },
  };
}

/** What one group of conversations came to, and each kind of question in it. */
export type Quality = ReturnType<typeof figures> & {
  items: number;
  byKind: Record<string, ReturnType<typeof figures>>;
};

/** Asks each conversation its questions, and each question of the next conversation, where nothing of it is stored. */
export async function measureQuality(conversations: readonly Conversation[], seed: number): Promise<Quality> {
  const spaces: string[] = [];
  for (const { id, items } of conversations) spaces.push(await remember(id, items));
  const all: Outcome[] = [];
  for (const [index, conversation] of conversations.entries()) {
    const space = spaces[index];
    if (!space) continue;
    const other = spaces.length > 1 ? (spaces[(index + 1) % spaces.length] ?? null) : null;
    all.push(...(await outcomes({ conversation, space, other, seed: seed + index })));
  }
  const kinds = Map.groupBy(all, ({ kind }) => kind);
  const items = conversations.reduce((sum, one) => sum + one.items.length, 0);
  return { items, ...figures(all), byKind: Object.fromEntries([...kinds].map(([kind, own]) => [kind, figures(own)])) };
}
