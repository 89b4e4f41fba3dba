import Link from "next/link";
import type { TabLink } from "./tab-links.tsx";

/** Filters inside a tab; they live in the address, so they are links. */
export function PillLinks({ label, links }: { label: string; links: TabLink[] }) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-1.5">
        {links.map((link) => (
          <li key={link.label}>
            <Link
              href={link.href}
              aria-current={link.current ? "page" : undefined}
              className="inline-flex h-8 items-center rounded-full border border-line px-3 text-small text-soft hover:bg-hover aria-[current=page]:border-accent-ink aria-[current=page]:bg-accent-wash aria-[current=page]:text-accent-ink max-md:h-11"
            >
              {link.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
