/** Plain markup and a plain link: every page carries this one along. */
export default function NotFound() {
  return (
    <main className="grid max-w-prose justify-items-start gap-2 px-5 py-10 md:px-8">
      <h1 className="text-display font-semibold tracking-tight">There is nothing here</h1>
      <p className="text-soft">The address is mistyped, or what it named is gone.</p>
      <a
        href="/today"
        className="mt-2 inline-flex h-11 items-center rounded-md bg-accent px-5 font-medium text-on-accent hover:bg-accent-strong"
      >
        Go to Today
      </a>
    </main>
  );
}
