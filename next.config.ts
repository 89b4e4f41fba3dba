import type { NextConfig } from "next";

// what needs the request (CSP nonce, HSTS) stands in proxy.ts
const everywhere = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "cross-origin-resource-policy", value: "same-origin" },
];

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  // `npm run verify` checks types; a start that has to build must not do it again
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "inngest",
    "@prisma/client",
    "@prisma/adapter-pg",
    "pg",
    "nodemailer",
    "mailparser",
    "stripe",
    "pino",
    "@supabase/supabase-js",
  ],
  headers: async () => [{ source: "/(.*)", headers: everywhere }],
};

export default config;
