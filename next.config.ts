import { randomBytes } from "node:crypto";
import type { NextConfig } from "next";

// names this build; processes that build a part of it inherit the name
process.env.ADJUTANT_BUILD ??= randomBytes(6).toString("hex");

// what needs the request (CSP nonce, HSTS) stands in proxy.ts
const everywhere = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "cross-origin-resource-policy", value: "same-origin" },
];

// the page of a mailed link: its address is a secret
const secretPage = [
  { key: "referrer-policy", value: "no-referrer" },
  { key: "x-robots-tag", value: "noindex, nofollow, noarchive" },
  { key: "cache-control", value: "private, no-store" },
];

const worker = [
  { key: "content-type", value: "text/javascript; charset=utf-8" },
  { key: "cache-control", value: "no-cache" },
  { key: "service-worker-allowed", value: "/" },
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
    "web-push",
    "mailparser",
    "stripe",
    "pino",
    "@supabase/supabase-js",
  ],
  env: { ADJUTANT_BUILD: process.env.ADJUTANT_BUILD },
  headers: async () => [
    { source: "/(.*)", headers: everywhere },
    { source: "/decide/:token*", headers: secretPage },
    { source: "/sw.js", headers: worker },
  ],
};

export default config;
