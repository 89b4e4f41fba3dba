// Adjutant's service worker. Registered as /sw.js?build=<id>: a new build is a new worker, which takes over at once.
//
// What it does: keeps the last queue for when there is no network, shows push messages, and nothing else.
// What it never does: answer or keep anything but a page that was navigated to, touch a request that changes something,
// keep a decision for later, or hold anything of a signed-out operator. See docs/phone.md.

const build = new URL(self.location.href).searchParams.get("build") || "none";
const cacheName = `adjutant-queue-${build}`;
const shelf = "/last-queue.json";
const longestKeptMs = 3 * 24 * 3600 * 1000;

// ---- the last queue ------------------------------------------------------------------------------------------------

/** Asks the server for the queue and keeps it. Whoever is signed out gets nothing and loses what was kept. */
async function keepQueue() {
  const response = await fetch("/api/trpc/delivery.lastQueue", { credentials: "same-origin", cache: "no-store" });
  if (response.status === 401 || response.status === 403) return forget();
  if (!response.ok) return;
  const body = await response.json();
  const queue = body && body.result && body.result.data && body.result.data.json;
  if (!queue || !Array.isArray(queue.waiting)) return;
  const cache = await caches.open(cacheName);
  await cache.put(shelf, new Response(JSON.stringify(queue), { headers: { "content-type": "application/json" } }));
}

async function readQueue() {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(shelf);
  if (!kept) return null;
  const queue = await kept.json();
  if (Date.now() - Date.parse(queue.asOf) < longestKeptMs) return queue;
  await caches.delete(cacheName);
  return null;
}

async function forgetQueue() {
  for (const name of await caches.keys()) if (name.startsWith("adjutant-")) await caches.delete(name);
}

/** The end of a session on this device: nothing kept, nothing shown, nothing told any more. */
async function forget() {
  await forgetQueue();
  for (const notification of await self.registration.getNotifications()) notification.close();
  const subscription = await self.registration.pushManager?.getSubscription();
  if (subscription) await subscription.unsubscribe();
}

// ---- the page that is shown without a network ----------------------------------------------------------------------

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const text = (value) => String(value).replace(/[&<>"']/g, (sign) => escapes[sign]);

const style = `
:root{color-scheme:light dark;--ink:#1c1b1a;--soft:#57534e;--line:#ddd9d3;--canvas:#faf9f7;--surface:#fff;--wash:#f4ead7;--wash-ink:#5c4310}
@media (prefers-color-scheme:dark){:root{--ink:#ecebe9;--soft:#b3b0ab;--line:#33343a;--canvas:#121317;--surface:#1a1b20;--wash:#3a2f17;--wash-ink:#f0dcae}}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--ink);font:16px/1.5 system-ui,sans-serif;padding:env(safe-area-inset-top) 0 env(safe-area-inset-bottom)}
main{max-width:42rem;margin:0 auto;padding:16px;display:grid;gap:16px}
h1{font-size:22px;line-height:1.25;margin:0}h2{font-size:17px;line-height:1.35;margin:0;overflow-wrap:anywhere}
p{margin:0}.soft{color:var(--soft);font-size:14px}.note{background:var(--wash);color:var(--wash-ink);border-radius:8px;padding:12px 14px}
ul{list-style:none;margin:0;padding:0;display:grid;gap:12px}
li{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:12px 14px;display:grid;gap:8px}
.row{display:flex;gap:8px;flex-wrap:wrap}
button,a.button{font:inherit;font-weight:500;min-height:44px;padding:0 16px;border-radius:8px;border:1px solid var(--line);background:var(--surface);color:var(--ink);display:inline-flex;align-items:center;text-decoration:none}
button:disabled{color:var(--soft)}
:focus-visible{outline:2px solid currentColor;outline-offset:2px}
`;

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

function when(iso) {
  const at = new Date(iso);
  return at.toDateString() === new Date().toDateString() ? clock.format(at) : dayAndClock.format(at);
}

function item(proposal) {
  const over = Date.parse(proposal.expiresAt) <= Date.now();
  const facts = [`${text(proposal.agent)} agent`, proposal.stake ? text(proposal.stake) : ""].filter(Boolean).join(" · ");
  return `<li><h2>${text(proposal.title)}</h2><p class="soft">${facts}</p><p>${text(proposal.reason)}</p>
<p class="soft">${over ? "Expired" : "Waits until"} <time datetime="${text(proposal.expiresAt)}">${text(when(proposal.expiresAt))}</time></p>
<div class="row"><button type="button" disabled aria-describedby="offline">Approve</button><button type="button" disabled aria-describedby="offline">Reject</button></div></li>`;
}

function offlineHtml(queue) {
  const heading = queue ? `${queue.total} ${queue.total === 1 ? "proposal waited" : "proposals waited"}` : "No network";
  const asOf = queue
    ? `As of ${text(when(queue.asOf))}, offline: nothing can be decided.`
    : "Offline: nothing can be decided, and no queue is kept on this device.";
  const more = queue && queue.total > queue.waiting.length ? `<p class="soft">${queue.total - queue.waiting.length} more are not kept here.</p>` : "";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="robots" content="noindex"><title>Offline · Adjutant</title><style>${style}</style></head><body><main>
<h1>${text(heading)}</h1>
<p class="note" id="offline" role="status">${asOf} Nothing that you press here is kept for later.</p>
${queue ? `<ul aria-label="Last known queue">${queue.waiting.map(item).join("")}</ul>${more}` : ""}
<p><a class="button" href="/approvals">Try again</a></p>
</main></body></html>`;
}

async function offlinePage() {
  const queue = await readQueue().catch(() => null);
  return new Response(offlineHtml(queue), {
    status: 503,
    statusText: "Offline",
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      // no script at all: this page can show and nothing more
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    },
  });
}

// ---- life ----------------------------------------------------------------------------------------------------------

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));

self.addEventListener("activate", (event) => {
  const takeOver = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("adjutant-") && name !== cacheName) await caches.delete(name);
    }
    await self.clients.claim();
    await keepQueue().catch(() => undefined);
  };
  event.waitUntil(takeOver());
});

// pages only, and only when the network does not answer: everything else goes its own way as if there were no worker
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode !== "navigate" || request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || url.pathname.startsWith("/decide/")) return;
  event.respondWith(fetch(request).catch(offlinePage));
});

self.addEventListener("message", (event) => {
  const { type, tag } = event.data || {};
  // a page that began to load while this worker was taking over was not taken over with the others
  if (type === "queue") event.waitUntil(self.clients.claim().then(keepQueue).catch(() => undefined));
  if (type === "signed-out") event.waitUntil(forget());
  if (type === "decided") event.waitUntil(closeTagged(String(tag)));
});

// ---- push messages -------------------------------------------------------------------------------------------------

async function closeTagged(tag) {
  for (const notification of await self.registration.getNotifications({ tag })) notification.close();
}

const ownPath = (path) => (typeof path === "string" && /^\/(?![/\\])/.test(path) ? path : "/approvals");

async function show(message) {
  const { tag, title, body, path, done } = message;
  await self.registration.showNotification(String(title || "Adjutant"), {
    body: String(body || ""),
    tag: String(tag || "adjutant"),
    icon: "/icon/192.png",
    badge: "/icon/192.png",
    data: { path: ownPath(path) },
    // what takes the place of an earlier one is no reason to ring again
    silent: Boolean(done),
    renotify: false,
  });
  // browsers ask that every message shows something; what says that nothing is left to do may go at once
  if (done) await closeTagged(String(tag));
  await keepQueue().catch(() => undefined);
}

self.addEventListener("push", (event) => {
  const read = () => {
    try {
      return event.data.json();
    } catch {
      return { title: "Adjutant", body: "Something waits for you." };
    }
  };
  event.waitUntil(show(read()));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const open = async () => {
    const path = ownPath(event.notification.data?.path);
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = windows.find((client) => new URL(client.url).pathname === path) || windows[0];
    if (!there) return self.clients.openWindow(path);
    await there.focus();
    if (new URL(there.url).pathname !== path) await there.navigate(path).catch(() => self.clients.openWindow(path));
  };
  event.waitUntil(open());
});
