import { type Entity, placeOf } from "./entity.ts";

const word = String.raw`\p{Lu}[\p{L}\d&'’.-]{0,30}`;
const form = String.raw`GmbH(?:\s&\sCo\.\sKG)?|AG|UG(?:\s\(haftungsbeschränkt\))?|KG|OHG|GbR|e\.K\.|SE|Ltd\.?|Limited|LLC|LLP|PLC|plc|Inc\.?|Corp\.?|S\.?A\.?R\.?L\.?|S\.A\.|B\.V\.|BV|S\.r\.l\.|S\.L\.|Oy|AB|ApS|Lda\.?`;
const company = new RegExp(
  String.raw`(?<![\p{L}\d])${word}(?:[ ](?:&[ ]|und[ ]|and[ ])?${word}){0,3}[ ](?:${form})(?![\p{L}\d])`,
  "gu",
);
const person =
  /(?<=\b(?:best(?: regards| wishes)?|(?:kind|warm) regards|regards|many thanks|thanks|cheers|sincerely|yours(?: sincerely| faithfully)?|grüße|gruß|grüßen|grüsse|grüssen|vg|lg|mfg)[,.!]?[ \t]*\r?\n(?:[ \t]*\r?\n)?[ \t]*)\p{Lu}[\p{L}'’-]{1,30}(?:[ ]\p{Lu}[\p{L}'’.-]{0,30}){0,2}(?=[ \t]*(?:\r?\n|$))/giu;
const notPartOfName = /^(?:The|And|Our|We|From|At|For|Die|Der|Das|Bei|Von|An|Dear|Hello|Hi)[ ]/u;

/** Companies by their legal form, people by the line under a closing formula. */
export function readNames(text: string): Entity[] {
  const companies = [...text.matchAll(company)].map(({ index, 0: whole }): Entity => {
    const lead = notPartOfName.exec(whole)?.[0].length ?? 0;
    const name = whole.slice(lead);
    return { ...placeOf({ at: index + lead, text: name, confidence: 0.85 }), kind: "company", value: name };
  });
  const people = [...text.matchAll(person)]
    .filter(([whole]) => /^\p{Lu}/u.test(whole))
    .map(({ index, 0: whole }): Entity => {
      const confidence = whole.includes(" ") ? 0.85 : 0.7;
      return { ...placeOf({ at: index, text: whole, confidence }), kind: "person", value: whole };
    });
  return [...companies, ...people];
}
