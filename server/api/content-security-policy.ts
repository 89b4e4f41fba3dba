/**
 * The content security policy of a page (CSP Level 3): scripts only with this response's nonce and what those load.
 * @param options.development React and the hot reload need eval and a socket there
 */
export function contentSecurityPolicy(options: { nonce: string; secure: boolean; development: boolean }): string {
  const { nonce, secure, development } = options;
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // the toaster writes a style element without a nonce, and charts place by style attributes: styles run no code
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "worker-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  if (secure) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/** The policy of an answer that is not a page: nothing runs, nothing frames it. */
export const policyOfData = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** The policy of the service worker: it asks this origin and nobody else, and runs nothing but itself. */
export const policyOfWorker = "default-src 'none'; connect-src 'self'; img-src 'self'; script-src 'self'";
