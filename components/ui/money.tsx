import { formatMoney } from "./money-format.ts";

export function Money({ minor, currency }: { minor: number; currency: string }) {
  return <span className="whitespace-nowrap tabular-nums">{formatMoney({ minor, currency })}</span>;
}
