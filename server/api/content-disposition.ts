const encode = (text: string) =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The header that makes a browser save an answer under a name and never show it (RFC 6266): an ASCII stand-in for old
 * clients, and the exact name in UTF-8 (RFC 8187, which replaced RFC 5987).
 */
export function attachmentNamed(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/g, "_")
    .replace(/["\\%]/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encode(name.toWellFormed())}`;
}
