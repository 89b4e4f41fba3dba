/** Something told from a name, a mail address or a phone number alone: a guess with how sure it is and why. */
export type Guess = { value: string; confidence: number; because: string };

// domains that anybody can have an address at: they tell nothing of a company
const freemail = new Set(
  "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.de yahoo.fr yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de posteo.de mailbox.org proton.me protonmail.com pm.me tutanota.com tuta.com hey.com fastmail.com zoho.com mail.com mail.ru yandex.ru yandex.com qq.com 163.com 126.com orange.fr laposte.net free.fr wanadoo.fr libero.it virgilio.it alice.it sapo.pt bluewin.ch telenet.be skynet.be ziggo.nl kpnmail.nl xs4all.nl btinternet.com sky.com virginmedia.com comcast.net verizon.net att.net wp.pl onet.pl o2.pl interia.pl seznam.cz email.cz centrum.cz".split(
    " ",
  ),
);
// second levels under which companies register; example.* is reserved for documentation (RFC 2606), with names before it
const secondLevel = new Set(["co", "com", "org", "net", "ac", "gov", "ltd", "plc", "ne", "or", "example"]);

const countries = [
  ["Germany", "German", "de", "49"],
  ["Austria", "German", "at", "43"],
  ["Switzerland", "German, French or Italian", "ch", "41"],
  ["France", "French", "fr", "33"],
  ["Belgium", "Dutch or French", "be", "32"],
  ["Netherlands", "Dutch", "nl", "31"],
  ["Spain", "Spanish", "es", "34"],
  ["Portugal", "Portuguese", "pt", "351"],
  ["Italy", "Italian", "it", "39"],
  ["United Kingdom", "English", "uk", "44"],
  ["Ireland", "English", "ie", "353"],
  ["Denmark", "Danish", "dk", "45"],
  ["Sweden", "Swedish", "se", "46"],
  ["Norway", "Norwegian", "no", "47"],
  ["Finland", "Finnish", "fi", "358"],
  ["Poland", "Polish", "pl", "48"],
  ["Czechia", "Czech", "cz", "420"],
  ["Greece", "Greek", "gr", "30"],
  ["Turkey", "Turkish", "tr", "90"],
  ["Brazil", "Portuguese", "br", "55"],
  ["Mexico", "Spanish", "mx", "52"],
  ["India", "English or Hindi", "in", "91"],
  ["Japan", "Japanese", "jp", "81"],
  ["Australia", "English", "au", "61"],
  ["New Zealand", "English", "nz", "64"],
] as const;

/** The domain of a mail address that belongs to somebody; null for a provider's, where it tells nothing. */
export function ownDomain(email: string | null): string | null {
  const domain = email?.split("@")[1]?.toLowerCase() ?? "";
  return domain.includes(".") && !freemail.has(domain) ? domain : null;
}

/** "northwind-bakery.co.uk" → "northwind-bakery": the label that a company chose. */
function registeredLabel(domain: string): string | null {
  const labels = domain.split(".");
  const last = labels.length > 2 && secondLevel.has(labels.at(-2) ?? "") ? -3 : -2;
  return labels.at(last) ?? null;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The company that a mail domain speaks of, as its name would be written. */
export function companyFrom(email: string | null): Guess | null {
  const domain = ownDomain(email);
  const label = domain && registeredLabel(domain);
  if (!label || !/^[a-z][a-z0-9-]+$/.test(label)) return null;
  const words = label.split("-").filter(Boolean);
  // words that are told apart make a name; one run of letters may be anything
  const confidence = words.length > 1 ? 0.75 : 0.55;
  return { value: words.map(capital).join(" "), confidence, because: `the mail domain ${domain}` };
}

/** "ana.duarte@…" → "Ana Duarte"; null where the address does not show two names. */
export function nameFrom(email: string | null): Guess | null {
  const parts = (email?.split("@")[0] ?? "").split(/[._]/);
  const isName = parts.length === 2 && parts.every((part) => /^\p{L}{2,}$/u.test(part));
  return isName ? { value: parts.map(capital).join(" "), confidence: 0.7, because: "the mail address" } : null;
}

type Place = { country: Guess; language: Guess };

/** Country and likely language, by the phone's prefix before the mail domain's ending. */
export function placeFrom({ email, phone }: { email: string | null; phone: string | null }): Place | null {
  const number = (phone ?? "").replace(/[^\d+]/g, "").replace(/^00/, "+");
  const byPhone = countries.find(([, , , prefix]) => number.startsWith(`+${prefix}`));
  const ending = email?.split(".").at(-1)?.toLowerCase() ?? "";
  const byEnding = countries.find(([, , end]) => end === ending);
  const found = byPhone ?? byEnding;
  if (!found) return null;
  const [country, language] = found;
  const agree = byPhone !== undefined && byPhone === byEnding;
  const confidence = agree ? 0.95 : byPhone ? 0.85 : 0.75;
  const because = byPhone ? "the phone number's prefix" : `the mail domain's ending .${ending}`;
  return {
    country: { value: country, confidence, because },
    language: { value: language, confidence: confidence - 0.15, because },
  };
}

type Identity = { id: string; name: string; email: string | null; phone: string | null };
/** Another record that may be the same customer. */
export type Twin = { id: string; name: string; email: string | null; confidence: number; because: string };

const letters = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[^\p{L}]/gu, "")
    .toLowerCase();
const digits = (text: string | null) => (text ?? "").replace(/\D/g, "");

/** Which of the records that look alike may be the same customer, the surest first; colleagues are not. */
export function twinsOf(contact: Identity, alike: readonly Identity[]): Twin[] {
  return alike
    .flatMap((other): Twin[] => {
      const named = letters(contact.name) !== "" && letters(contact.name) === letters(other.name);
      const phoned = digits(contact.phone).length >= 7 && digits(contact.phone) === digits(other.phone);
      const domain = ownDomain(contact.email);
      const housed = domain !== null && domain === ownDomain(other.email);
      const { id, name, email } = other;
      const twin = (confidence: number, because: string) => [{ id, name, email, confidence, because }];
      if (named && phoned) return twin(0.97, "the same name and phone number");
      if (named && housed) return twin(0.95, "the same name at the same company");
      if (named) return twin(0.6, "the same name");
      return phoned ? twin(0.5, "the same phone number") : [];
    })
    .sort((a, b) => b.confidence - a.confidence);
}

/** Others of the same company: the same mail domain, and not the same customer. */
export function colleaguesOf<I extends Identity>(contact: Identity, alike: readonly I[]): I[] {
  const domain = ownDomain(contact.email);
  const twins = new Set(twinsOf(contact, alike).map(({ id }) => id));
  return domain === null ? [] : alike.filter((other) => ownDomain(other.email) === domain && !twins.has(other.id));
}
