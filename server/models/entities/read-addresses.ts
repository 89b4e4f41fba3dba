import { type Entity, placeOf } from "./entity.ts";

const mail = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/giu;
const web = /\b(?:https?:\/\/|www\.)[^\s<>"')\]]{1,500}(?<![.,;:!?])/giu;

/** Mail addresses in lower case, and addresses of pages; one that begins with `www.` is read as https. */
export function readAddresses(text: string): Entity[] {
  return [
    ...[...text.matchAll(web)].map(
      ({ index, 0: whole }): Entity => ({
        ...placeOf({ at: index, text: whole, confidence: /^http/iu.test(whole) ? 0.99 : 0.9 }),
        kind: "url",
        value: /^http/iu.test(whole) ? whole : `https://${whole}`,
      }),
    ),
    ...[...text.matchAll(mail)].map(
      ({ index, 0: whole }): Entity => ({
        ...placeOf({ at: index, text: whole, confidence: 0.98 }),
        kind: "email",
        value: whole.toLowerCase(),
      }),
    ),
  ];
}
