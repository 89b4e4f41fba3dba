type PlainErrorProps = { title: string; detail: string; digest: string | undefined; onRetry: () => void };

/** What is shown when even the screen failed. It needs nothing else, because every page carries it along. */
export function PlainError({ title, detail, digest, onRetry }: PlainErrorProps) {
  return (
    <div role="alert" className="grid max-w-prose justify-items-start gap-2 px-5 py-10 md:px-8">
      <h1 className="text-display font-semibold tracking-tight">{title}</h1>
      <p className="text-soft">{detail}</p>
      {digest ? <p className="text-small text-faint">The log names it {digest}.</p> : null}
      <button
        type="button"
        onClick={onRetry}
        className="mt-2 h-11 rounded-md bg-accent px-5 font-medium text-on-accent hover:bg-accent-strong"
      >
        Try again
      </button>
    </div>
  );
}
