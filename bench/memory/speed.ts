import { percentile } from "../percentile.ts";
import type { Conversation, Item } from "./conversation.ts";
import { type Random, randomFrom } from "./random.ts";
import { ask, remember } from "./store.ts";
import { twoPeople } from "./two-people.ts";

const rareWords = 50_000;
const searches = 200;
const consonants = "bdfgklmnprstvz";
const vowels = "aeiou";

/** The n-th of many words that nobody speaks. */
function word(number: number): string {
  let rest = number + consonants.length * vowels.length;
  let made = "";
  while (rest > 0) {
    made += (consonants[rest % consonants.length] ?? "") + (vowels[Math.floor(rest / 7) % vowels.length] ?? "");
    rest = Math.floor(rest / (consonants.length * vowels.length));
  }
  return made;
}

/** Few words are frequent and most are rare (Zipf's law: the n-th is as frequent as 1/n). */
const rareWord = (random: Random) => word(Math.floor(rareWords ** (random.below(1_000_000) / 1_000_000)));

function talks(count: number, seed: number): { items: Item[]; questions: string[] } {
  const random = randomFrom(seed);
  const items: Item[] = [];
  const questions: string[] = [];
  for (let number = 0; items.length < count; number += 1) {
    const talk: Conversation = twoPeople(seed + number, number % 3, 3);
    const asked = random.pick(talk.questions);
    questions.push(asked.text, `${asked.text} ${rareWord(random)} ${rareWord(random)}`);
    for (const item of talk.items.slice(0, count - items.length)) {
      const tail = Array.from({ length: 6 }, () => rareWord(random)).join(" ");
      items.push({
        ...item,
        id: `${number} ${item.id}`,
        session: `${number} ${item.session}`,
        text: `${item.text}. ${tail}`,
      });
    }
  }
  return { items, questions };
}

/** Writes so many items into one space and searches it; times in milliseconds. */
export async function measureSpeed(count: number, seed: number) {
  const { items, questions } = talks(count, seed);
  const began = performance.now();
  const space = await remember("speed", items);
  const insertMs = Math.round((100 * (performance.now() - began)) / count) / 100;
  const samples: number[] = [];
  for (let number = 0; number < searches + 10; number += 1) {
    const before = performance.now();
    await ask(space, questions[number % questions.length] ?? "");
    // the first ones warm up
    if (number >= 10) samples.push(performance.now() - before);
  }
  const search = { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) };
  return { items: count, insertMsEach: insertMs, searches: samples.length, searchMs: search };
}
