import { CopyButton } from "./copy-button.tsx";

/** A command or a text to copy, exactly as it is. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <figure className="overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-3 border-b border-line py-1.5 pr-1.5 pl-3 text-small text-soft">
        {label}
        <CopyButton text={code} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto p-3 font-mono text-caption leading-5 text-ink">
        <code>{code}</code>
      </pre>
    </figure>
  );
}
