import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

export function TextLink({ href, children }: { href: ComponentProps<typeof Link>["href"]; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="rounded-sm py-1 text-accent-ink underline decoration-accent-ink/35 underline-offset-3 hover:decoration-accent-ink max-md:py-2"
    >
      {children}
    </Link>
  );
}
