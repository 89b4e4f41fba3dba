export { installationFacts, isDatabaseReady } from "./installation.ts";
export { requestLinkSchema, requestMailLink } from "./request-link.ts";
export { createSetupLink, setUp } from "./setup.ts";
export { createSignInLink, signInWithLink } from "./with-link.ts";
export { signInWithPassphrase } from "./with-passphrase.ts";
