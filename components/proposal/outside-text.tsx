import type { ReactNode } from "react";
import { TextLink } from "#components/ui/text-link.tsx";
import type { OutsideSpan, ProposalCard } from "#server/domains/proposal/schema.ts";
import { evidenceHref } from "./evidence-links.tsx";

type Piece = Pick<OutsideSpan, "from" | "length" | "kind">;

/** The places of spans in a text that is not the field itself but shows it. */
function placesIn(text: string, spans: readonly OutsideSpan[]): Piece[] {
  const places: Piece[] = [];
  for (const span of spans) {
    const from = text.indexOf(span.text);
    const end = from + span.text.length;
    if (from < 0 || places.some((place) => from < place.from + place.length && place.from < end)) continue;
    places.push({ from, length: span.text.length, kind: span.kind });
  }
  return places.sort((one, other) => one.from - other.from);
}

/** A text in which what came from outside is underlined and said to be: words dotted, what money and mail go by doubly. */
export function Marked({ text, spans, exact }: { text: string; spans: readonly OutsideSpan[]; exact?: boolean }) {
  if (spans.length === 0) return text;
  const nodes: ReactNode[] = [];
  let at = 0;
  for (const { from, length, kind } of exact ? spans : placesIn(text, spans)) {
    if (from < at || from + length > text.length) continue;
    nodes.push(
      text.slice(at, from),
      <mark
        key={from}
        className={`rounded-sm bg-warn-wash text-inherit underline underline-offset-4 ${kind === "words" ? "decoration-dotted" : "font-medium decoration-double"}`}
      >
        <span className="sr-only">{kind === "words" ? "from outside: " : `${kind} from outside: `}</span>
        {text.slice(from, from + length)}
      </mark>,
    );
    at = from + length;
  }
  return [...nodes, text.slice(at)];
}

const names = { link: "link", address: "address", amount: "amount", account: "bank account" } as const;

/** What the underlining means, what of it to look at first, and where it can be read in full. */
export function OutsideSources({
  outside,
  contact,
}: {
  outside: readonly OutsideSpan[];
  contact: ProposalCard["contact"];
}) {
  const sources = [...new Map(outside.map(({ source }) => [`${source.kind}:${source.id}`, source])).values()];
  const kinds = [...new Set(outside.flatMap(({ kind }) => (kind === "words" ? [] : [names[kind]])))];
  return (
    <p className="pt-1.5 text-small text-soft">
      What is underlined came from outside{kinds.length > 0 ? `; look twice at each ${kinds.join(", ")}` : ""}. It
      stands in{" "}
      {sources.slice(0, 4).map((source, index) => {
        const href = evidenceHref(source, contact);
        return (
          <span key={`${source.kind}:${source.id}`}>
            {index > 0 ? ", " : ""}
            {href ? <TextLink href={href}>{source.label}</TextLink> : source.label}
          </span>
        );
      })}
      .
    </p>
  );
}
