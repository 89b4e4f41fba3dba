import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

export const textLinkStyle =
  "rounded-sm py-1 text-accent-ink underline decoration-accent-ink/35 underline-offset-3 hover:decoration-accent-ink max-md:py-3";

/** A link out of Adjutant: opens beside it, and tells the other side nothing. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={textLinkStyle}>
      {children}
    </a>
  );
}

export function TextLink({ href, children }: { href: ComponentProps<typeof Link>["href"]; children: ReactNode }) {
  return (
    <Link href={href} className={textLinkStyle}>
      {children}
    </Link>
  );
}
