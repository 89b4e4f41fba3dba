import { cva, type VariantProps } from "class-variance-authority";

const scrollStyle = cva("overflow-auto font-mono text-caption leading-5", {
  variants: {
    size: { fit: "", short: "max-h-72", tall: "max-h-[36rem]" },
    framed: { true: "rounded-md border border-line bg-sunken p-3.5", false: "p-3" },
    wrap: { true: "break-words whitespace-pre-wrap", false: "whitespace-pre" },
  },
  defaultVariants: { size: "fit", framed: true, wrap: true },
});

/** A text exactly as it is. It can be scrolled with the keyboard, so it takes the focus. */
export function ScrollText({
  text,
  label,
  ...look
}: VariantProps<typeof scrollStyle> & { text: string; label: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a named region around preformatted text
    <pre role="region" aria-label={label} className={scrollStyle(look)} {...focusable}>
      {text}
    </pre>
  );
}

const focusable = { tabIndex: 0 };
