import { ScrollText } from "#components/ui/scroll-text.tsx";

/** A stored value as it is: short ones in line, texts and structures as a block. */
export function DetailValue({ label, value }: { label: string; value: unknown }) {
  if (value === null || value === undefined) {
    return <span className="text-faint">nothing</span>;
  }
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  if (text.length < 90 && !text.includes("\n")) {
    return <span className="font-mono text-small break-words">{text}</span>;
  }
  return <ScrollText label={label} text={text} size="short" />;
}
