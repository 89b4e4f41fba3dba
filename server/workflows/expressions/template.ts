import { AppError } from "#server/kernel/errors.ts";
import type { Scope } from "./compile.ts";
import { evaluate } from "./evaluate.ts";
import type { Plain } from "./plain.ts";

const longestText = 200_000;

type Piece = { text: string } | { expression: string };

/** Where an expression that begins at `from` is closed by `}}`, outside quotes and braces of its own; -1 if nowhere. */
function closingOf(text: string, from: number): number {
  let quote = "";
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote) {
      if (character === "\\") at += 1;
      else if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "{") depth += 1;
    else if (character === "}" && depth > 0) depth -= 1;
    else if (text.startsWith("}}", at)) return at;
  }
  return -1;
}

/**
 * A text taken apart at its {{expressions}}; `\{{` stands for the braces themselves.
 * @throws AppError invalid where an expression is not closed
 */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    if (text.startsWith("\\{{", at)) {
      plain += "{{";
      at += 3;
    } else if (text.startsWith("{{", at)) {
      const end = closingOf(text, at + 2);
      if (end < 0) throw new AppError("invalid", `"${text.slice(at, at + 60)}" is not closed with }}`);
      if (plain) pieces.push({ text: plain });
      plain = "";
      pieces.push({ expression: text.slice(at + 2, end).trim() });
      at = end + 2;
    } else {
      plain += text.charAt(at);
      at += 1;
    }
  }
  if (plain) pieces.push({ text: plain });
  return pieces;
}

/** A value inside a text: nothing for null, a list with commas, anything else as JSON. */
function inText(value: Plain): string {
  if (value === null) return "";
  if (Array.isArray(value) && value.every((part) => part === null || typeof part !== "object"))
    return value.map(inText).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const isValue = (text: string) => text.startsWith("=");

/**
 * A text with its {{expressions}} filled in.
 * @throws AppError as evaluate
 */
export function fillText(text: string, scope: Scope): string {
  let filled = "";
  for (const piece of piecesOf(text)) {
    filled += "text" in piece ? piece.text : inText(evaluate(piece.expression, scope));
    if (filled.length > longestText) throw new AppError("limit", `"${text.slice(0, 60)}" fills up to too long a text`);
  }
  return filled;
}

/**
 * JSON with its expressions filled in: "=expr" becomes the value, "… {{expr}} …" a text; "\=" begins a plain text.
 * @throws AppError as evaluate
 */
export function fillTemplate(template: unknown, scope: Scope): Plain {
  if (typeof template === "string") {
    if (isValue(template)) return evaluate(template.slice(1).trim(), scope);
    return fillText(template.startsWith("\\=") ? template.slice(1) : template, scope);
  }
  if (Array.isArray(template)) return template.map((part) => fillTemplate(part, scope));
  if (typeof template === "object" && template !== null)
    return Object.fromEntries(Object.entries(template).map(([key, part]) => [key, fillTemplate(part, scope)]));
  if (typeof template === "number" || typeof template === "boolean") return template;
  return null;
}

/** An expression of a template; `at` is its place in it, "" or "lines[0].text". */
export type Placed = { at: string; expression: string };

/**
 * All expressions of a text.
 * @throws AppError invalid where one is not closed
 */
export function textExpressions(text: string, at = ""): Placed[] {
  return piecesOf(text).flatMap((piece) => ("expression" in piece ? [{ at, expression: piece.expression }] : []));
}

/**
 * All expressions of a template.
 * @throws AppError invalid where one is not closed
 */
export function expressionsOf(template: unknown, at = ""): Placed[] {
  if (typeof template === "string") {
    if (isValue(template)) return [{ at, expression: template.slice(1).trim() }];
    return textExpressions(template, at);
  }
  if (Array.isArray(template)) return template.flatMap((part, index) => expressionsOf(part, `${at}[${index}]`));
  if (typeof template !== "object" || template === null) return [];
  return Object.entries(template).flatMap(([key, part]) => expressionsOf(part, at ? `${at}.${key}` : key));
}
