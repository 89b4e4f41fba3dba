import type { ReactNode } from "react";

type FigureProps = { label: string; value: ReactNode; detail: string; tone?: "warn" | "bad" };

export function Figure({ label, value, detail, tone }: FigureProps) {
  const colour = tone === "bad" ? "text-bad" : tone === "warn" ? "text-warn" : "";
  return (
    <div className="min-w-0">
      <p className="text-small text-soft">{label}</p>
      <p className={`text-display font-semibold tracking-tight ${colour}`}>{value}</p>
      <p className="text-small text-faint">{detail}</p>
    </div>
  );
}
