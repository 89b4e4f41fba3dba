import { expect, it } from "vitest";
import { attachmentNamed } from "./content-disposition.ts";

it.each([
  ["offer.pdf", "attachment; filename=\"offer.pdf\"; filename*=UTF-8''offer.pdf"],
  ["Zoë 日本.pdf", "attachment; filename=\"Zoe __.pdf\"; filename*=UTF-8''Zo%C3%AB%20%E6%97%A5%E6%9C%AC.pdf"],
  ['a"b\\c%41.txt', "attachment; filename=\"a_b_c_41.txt\"; filename*=UTF-8''a%22b%5Cc%2541.txt"],
  ["x';()*.txt", "attachment; filename=\"x';()*.txt\"; filename*=UTF-8''x%27%3B%28%29%2A.txt"],
  ["a\r\nb", "attachment; filename=\"a__b\"; filename*=UTF-8''a%0D%0Ab"],
  ["\ud800", "attachment; filename=\"_\"; filename*=UTF-8''%EF%BF%BD"],
])("says %j as %s", (name, header) => {
  expect(attachmentNamed(name)).toBe(header);
  expect(new Headers({ "content-disposition": header }).get("content-disposition")).toBe(header);
});
