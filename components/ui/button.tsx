import { cva, type VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { Spinner } from "./spinner.tsx";

const buttonStyle = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-55 aria-busy:cursor-progress",
  {
    variants: {
      look: {
        primary: "bg-accent text-on-accent hover:bg-accent-strong",
        secondary: "border border-line bg-surface text-ink shadow-lift hover:bg-hover",
        quiet: "text-soft hover:bg-hover hover:text-ink",
        danger: "bg-bad text-on-bad hover:opacity-90",
        caution: "border border-line bg-surface text-bad shadow-lift hover:bg-bad-wash",
      },
      size: {
        small: "h-8 px-2.5 text-small max-md:h-11 max-md:px-3.5",
        regular: "h-9 px-3.5 text-body max-md:h-11 max-md:px-4 max-[22rem]:px-2.5 max-[22rem]:text-small",
        large: "h-11 px-5 text-body",
        icon: "size-8 max-md:size-11",
      },
      wide: { true: "w-full", phone: "max-md:flex-1", share: "flex-1" },
    },
    defaultVariants: { look: "secondary", size: "regular" },
  },
);

type Look = VariantProps<typeof buttonStyle>;

type ButtonProps = Omit<ComponentProps<"button">, "className"> &
  Look & {
    /** shows that the press was taken; the button stays focusable but does nothing more */
    busy?: boolean;
  };

export function Button({ look, size, wide, busy = false, children, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonStyle({ look, size, wide })}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}

type ButtonLinkProps = Look & { href: ComponentProps<typeof Link>["href"]; children: ReactNode };

export function ButtonLink({ look, size, wide, href, children }: ButtonLinkProps) {
  return (
    <Link href={href} className={buttonStyle({ look, size, wide })}>
      {children}
    </Link>
  );
}
