/** A short touch under the thumb where the device offers it and the operator has not asked for less motion. */
export function haptic(kind: "done" | "refused"): void {
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  navigator.vibrate?.(kind === "done" ? 15 : [30, 60, 30]);
}
