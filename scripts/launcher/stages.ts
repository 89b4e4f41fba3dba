/** Reports the stages of a start: a line when a long one begins, a line with its time when it is done. */
export async function stage<T>(name: string, work: () => Promise<T>, options: { long?: string } = {}): Promise<T> {
  const started = performance.now();
  if (options.long) console.log(`  ${name}: ${options.long} …`);
  const result = await work();
  console.log(`✓ ${name} (${((performance.now() - started) / 1_000).toFixed(1)} s)`);
  return result;
}
