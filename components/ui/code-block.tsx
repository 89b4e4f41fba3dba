import { CopyButton } from "./copy-button.tsx";
import { ScrollText } from "./scroll-text.tsx";

/** A command or a text to copy, exactly as it is. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <figure className="w-full min-w-0 overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-3 border-b border-line py-1.5 pr-1.5 pl-3 text-small text-soft">
        {label}
        <CopyButton text={code} />
      </figcaption>
      <ScrollText label={label} text={code} framed={false} wrap={false} />
    </figure>
  );
}
