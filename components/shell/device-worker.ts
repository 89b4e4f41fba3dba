/** What a page tells the service worker (public/sw.js). */
type Message = { type: "queue" } | { type: "signed-out" } | { type: "decided"; tag: string };

const canWork = () => "serviceWorker" in navigator && window.isSecureContext;

/** Registers this build's service worker. Nothing happens where the browser has none, or on plain http beyond this machine. */
export async function registerWorker(): Promise<ServiceWorkerRegistration | null> {
  if (!canWork()) return null;
  const script = `/sw.js?build=${process.env.ADJUTANT_BUILD ?? "none"}`;
  return navigator.serviceWorker.register(script, { scope: "/", updateViaCache: "none" }).catch(() => null);
}

/** Tells the worker something; nothing happens where there is none. */
export async function tellWorker(message: Message): Promise<void> {
  if (!canWork()) return;
  const registration = await navigator.serviceWorker.getRegistration("/");
  registration?.active?.postMessage(message);
}

/**
 * Forgets what this device keeps of the operator: the last queue, its notifications, its push subscription. Done here and
 * not only in the worker, so that it is done before the page goes on.
 */
export async function forgetDevice(): Promise<void> {
  await tellWorker({ type: "signed-out" });
  if (!canWork()) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("adjutant-")).map((name) => caches.delete(name)));
  const registration = await navigator.serviceWorker.getRegistration("/");
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}
