import { registerWorker } from "#components/shell/device-worker.ts";

/** Whether this browser can take push messages, and if not why, in words. */
export function pushProblem(): string | null {
  if (!window.isSecureContext)
    return "Push messages need https. Set NEXTAUTH_URL to an https address of this installation.";
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return /iPhone|iPad/.test(navigator.userAgent)
      ? "Add Adjutant to the Home Screen first (Share, then Add to Home Screen), and open it from there."
      : "This browser takes no push messages.";
  }
  return Notification.permission === "denied" ? "This browser was told not to show notifications of this site." : null;
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

async function readyRegistration(): Promise<ServiceWorkerRegistration> {
  const registration = await registerWorker();
  if (!registration) throw new Error("The service worker could not be started.");
  return navigator.serviceWorker.ready;
}

/** The address that messages to this browser go to; null where it takes none. */
export async function browserEndpoint(): Promise<string | null> {
  if (pushProblem()) return null;
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription())?.endpoint ?? null;
}

/** Asks the operator and subscribes this browser. @throws Error in words for the operator */
export async function subscribeBrowser(
  publicKey: string,
): Promise<{ endpoint: string; keys: { p256dh: string; auth: string }; userAgent: string }> {
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Error("This browser was told not to show notifications.");
  }
  const registration = await readyRegistration();
  const { pushManager } = registration;
  // one that was made under another key takes no message of ours
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(publicKey),
  });
  const { endpoint, keys } = subscription.toJSON();
  return {
    endpoint: endpoint ?? subscription.endpoint,
    keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" },
    userAgent: navigator.userAgent.slice(0, 400),
  };
}

/** This browser takes no push messages any more. */
export async function unsubscribeBrowser(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
