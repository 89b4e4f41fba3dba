const attribution = [
  /^(?:on|am|le|el|em|il|op|den|på)\b.{3,200}(?:wrote|schrieb|écrit|escribió|escreveu|ha scritto|schreef|skrev)(?:\s.{1,80})?\s?:\s*$/i,
  /^-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|mensagem original|forwarded message)\s*-{2,}$/i,
  /^_{20,}$/,
];
const outlookHeader = /^\*?(?:from|von|de)\*?\s?:\s.{3,}/i;
const outlookNext = /^\*?(?:sent|date|gesendet|envoyé|enviado|to|an)\*?\s?:\s/i;
const signatureMark = /^--\s?$/;
const phoneSignature =
  /^(?:sent from my |sent from outlook|get outlook for |von meinem .{2,40} gesendet|envoyé de mon )/i;
const longestLine = 1000;

function startsQuote(lines: readonly string[], index: number): number {
  const line = lines[index]?.trim() ?? "";
  if (line.length > longestLine) return 0;
  const next = lines[index + 1]?.trim() ?? "";
  if (attribution.some((pattern) => pattern.test(line))) return 1;
  // an attribution that a mail client folded into two lines
  if (next.length < 200 && /^(?:on|am|le|el|em)\b/i.test(line) && attribution[0]?.test(`${line} ${next}`)) return 2;
  return outlookHeader.test(line) && outlookNext.test(next) ? 1 : 0;
}

const isQuoted = (line: string) => /^\s{0,3}>/.test(line);

/** What stands below an attribution and was still written by the sender: answers between or under quoted lines. */
function answersBelow(lines: readonly string[]): string[] {
  return lines.some(isQuoted) ? lines.filter((line) => !isQuoted(line)) : [];
}

function withoutSignature(lines: readonly string[]): string[] {
  const at = lines.findIndex((line) => signatureMark.test(line) || phoneSignature.test(line.trim()));
  return at === -1 ? [...lines] : lines.slice(0, at);
}

/**
 * The newest part of a plain-text message: without quoted earlier messages, their attribution line, and the signature
 * (RFC 3676, 4.3: a line of `-- `). The whole text when nothing would be left.
 */
export function newestPart(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  let end = lines.length;
  let below: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const taken = startsQuote(lines, index);
    if (taken) {
      end = index;
      below = answersBelow(lines.slice(index + taken));
      break;
    }
  }
  const own = [...withoutSignature(lines.slice(0, end)), ...withoutSignature(below)];
  const newest = own
    .filter((line) => !isQuoted(line))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return newest || text.trim();
}
