export type Toast = {
  /** one toast per key: a later one replaces the earlier */
  key: string;
  tone: "info" | "good" | "bad";
  title: string;
  detail?: string;
  /** a countdown runs to this moment; the toast leaves with it */
  until?: Date;
  action?: { label: string; run: () => void };
};

type Listener = (toast: Toast) => void;

let listener: Listener | null = null;
let wanted: (() => void) | null = null;
const waiting: Toast[] = [];

/** Shows a toast. The toast code itself is only loaded with the first one. */
export function showToast(toast: Toast): void {
  if (listener) {
    listener(toast);
    return;
  }
  waiting.push(toast);
  wanted?.();
}

/** The host is told once that a first toast waits. */
export function onFirstToast(tell: () => void): () => void {
  wanted = tell;
  if (waiting.length > 0) {
    tell();
  }
  return () => {
    wanted = null;
  };
}

/** The loaded toaster takes over, starting with what has waited for it. */
export function onToast(next: Listener): () => void {
  listener = next;
  for (const toast of waiting.splice(0)) {
    next(toast);
  }
  return () => {
    listener = null;
  };
}
