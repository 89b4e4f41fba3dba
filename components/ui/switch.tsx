"use client";

type SwitchProps = { label: string; checked: boolean; busy?: boolean; onChange: (checked: boolean) => void };

/** On or off, now: no save button. The label is read out; the words beside it are the caller's. */
export function Switch({ label, checked, busy = false, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      aria-busy={busy || undefined}
      onClick={() => (busy ? undefined : onChange(!checked))}
      className="group inline-flex size-11 shrink-0 items-center justify-center md:h-8"
    >
      <span className="inline-flex h-5 w-9 items-center rounded-full bg-edge p-0.5 transition-colors group-aria-checked:bg-accent group-aria-busy:opacity-60">
        <span className="size-4 rounded-full bg-canvas transition-transform group-aria-checked:translate-x-4" />
      </span>
    </button>
  );
}
