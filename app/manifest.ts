import type { MetadataRoute } from "next";

export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Adjutant",
    short_name: "Adjutant",
    description: "The operating system of a one-person company.",
    lang: "en",
    dir: "ltr",
    categories: ["business", "productivity"],
    start_url: "/today",
    scope: "/",
    display: "standalone",
    background_color: "#faf9f7",
    theme_color: "#faf9f7",
    icons: [
      { src: "/icon/192.png", sizes: "192x192", type: "image/png", purpose: "any" },
      { src: "/icon/512.png", sizes: "512x512", type: "image/png", purpose: "any" },
      { src: "/icon/maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: [
      { name: "Approvals", url: "/approvals", icons: [{ src: "/icon/192.png", sizes: "192x192" }] },
      { name: "Today", url: "/today", icons: [{ src: "/icon/192.png", sizes: "192x192" }] },
    ],
  };
}
