import { ShieldAlert } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

/** Says that words on screen were written by somebody outside, so that they are read as such. */
export function TaintLabel({ taint }: { taint: "outside" | "operator" }) {
  return taint === "outside" ? (
    <Badge tone="warn">
      <ShieldAlert size={12} aria-hidden />
      This text came from outside
    </Badge>
  ) : null;
}
