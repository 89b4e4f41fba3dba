import type { ReactNode } from "react";
import { Mark } from "#components/shell/mark.tsx";

/** The frame of the public pages: one thing to do, nothing beside it. */
export function AuthFrame({ title, detail, children }: { title: string; detail: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-sm content-center gap-6 px-5 py-10">
      <header className="grid grid-cols-1 gap-3">
        <Mark size={36} />
        <div>
          <h1 className="text-display font-semibold tracking-tight">{title}</h1>
          <p className="pt-1 text-soft">{detail}</p>
        </div>
      </header>
      {children}
    </main>
  );
}
