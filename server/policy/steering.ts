/** Letters that look like Latin ones, by code point order of the first column: enough for words of command. */
const alike = new Map(
  [..."аеорсухіјѕԁһӏАВЕКМНОРСТХІЈЅαεορυνικτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"].map((letter, index) => [
    letter,
    [..."aeopcyxijsdhlABEKMHOPCTXIJSaeopuviktABEZHIKMNOPTYX"][index] ?? letter,
  ]),
);

// soft hyphens, zero widths, marks of direction, tags
const invisible =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
const longest = 20_000;

/** A text as a reader would see it: nothing invisible, look-alike letters as what they look like, one kind of space. */
function readable(text: string): string {
  const seen = text.slice(0, longest).normalize("NFKC").replace(invisible, "");
  return [...seen]
    .map((letter) => alike.get(letter) ?? letter)
    .join("")
    .replace(/\s+/gu, " ")
    .toLowerCase();
}

const rot13 = (text: string) =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97));

/** Texts that are written into a text in base64, hex or percent signs. */
function decoded(text: string): string[] {
  const cut = text.slice(0, longest);
  const base64 = (cut.match(/[A-Za-z\d+/]{24,}={0,2}/g) ?? []).map((part) => Buffer.from(part, "base64").toString());
  const hex = (cut.match(/(?:[\da-f]{2}){16,}/gi) ?? []).map((part) => Buffer.from(part, "hex").toString());
  const percent = (cut.match(/(?:%[\da-f]{2}){12,}/gi) ?? []).map((part) =>
    Buffer.from(part.replaceAll("%", ""), "hex").toString(),
  );
  const entities = /(?:&#x?[\da-f]{2,4};){8,}/i.test(cut)
    ? [cut.replace(/&#(x?)([\da-f]{2,4});/gi, (_, x, code) => String.fromCharCode(Number.parseInt(code, x ? 16 : 10)))]
    : [];
  return [...base64, ...hex, ...percent, ...entities].slice(0, 20);
}

const orders: readonly { sign: string; pattern: RegExp }[] = [
  {
    sign: "tells an assistant to forget its rules",
    pattern:
      /\b(?:ignore|disregard|forget|override|bypass|drop)\b.{0,40}\b(?:instructions?|rules?|polic(?:y|ies)|prompts?|guidelines?|guardrails?|restrictions?|above|limits?)\b|\b(?:all|any|the|your) (?:the )?(?:previous|prior|earlier|above) (?:instructions|rules|prompts)\b/u,
  },
  {
    sign: "tells an assistant to forget its rules",
    pattern:
      /ignorier\w*.{0,40}(?:anweisung|regel|vorgabe)|vergiss.{0,30}(?:anweisung|regel)|ignor(?:ez|e|a|are|ieren).{0,40}(?:instrucciones|instructions|istruzioni|instruções|consignes|règles|reglas)|negeer.{0,30}instructies|zignoruj.{0,30}(?:instrukcje|polecenia)|игнорир\w*|无视.{0,12}(?:指令|规则)|忽略.{0,12}(?:指令|规则)|以前の指示|指示を無視|이전 지시|تجاهل|önceki talimat/u,
  },
  {
    sign: "speaks as the system",
    pattern:
      /<\|?(?:im_start|system|assistant|sys|inst)\|?>|\[(?:system|inst|\/inst|assistant)\]|\b(?:system|assistant|developer)\s?(?:message|prompt|override|note|notice|instruction)?\s?:|### ?(?:system|instruction)|begin system|"role"\s?:\s?"(?:system|assistant|developer)"/u,
  },
  {
    sign: "gives an assistant another role",
    pattern:
      /\b(?:you are (?:now|no longer)|pretend (?:to be|you|that)|act as (?:if|though|an?|the) |roleplay|role-play|from now on,? you|developer mode|\bdan\b mode|jailbreak|as an? (?:unrestricted|ai|assistant))\b/u,
  },
  {
    sign: "speaks to an assistant",
    pattern:
      /\b(?:dear|hey|attention|note to|instructions? (?:for|to)|message (?:for|to)|to) (?:the |any |your |all )?(?:ai|a\.i\.|assistant|agent|bot|llm|language model|copilot|automation|gpt|model)s?\b|\b(?:ai|llm) (?:agent|assistant|model|reader)s?\b|\b(?:the|this|your) (?:agent|bot|llm|language model)\b/u,
  },
  {
    sign: "claims that it was approved",
    pattern:
      /\b(?:already|pre-?|hereby|been) ?(?:been )?approved\b|\b(?:no|without|skip(?:ping)?|needs no|requires no|bypass) (?:further |any |the |your |human |operator |additional )*(?:approval|confirmation|review|authori[sz]ation)\b|\bapproval (?:granted|given|is not (?:needed|required)|code|token)\b|\bapproved by (?:the )?(?:operator|owner|ceo|boss|management|admin)|\bstatus: approved\b/u,
  },
  {
    sign: "names a policy of its own",
    pattern:
      /\b(?:new|updated|revised|internal|company) (?:security |payment |autonomy |ai |assistant |agent )*polic(?:y|ies)\b.{0,60}\b(?:must|shall|allow|permit|full|grant|automatic)|\b(?:autonomy|trust) level\b|\bgrant(?:ed)? (?:yourself |the agent |it )?full\b|\bset (?:the )?(?:level|autonomy|taint)\b/u,
  },
  {
    sign: "asks for what is kept secret",
    pattern:
      /\b(?:system prompt|api[ _-]?keys?|passwords?|credentials?|secrets?|access tokens?|environment variables?|\.env\b|private keys?|initial prompt|hidden prompt|your (?:instructions|prompt|memory|memories|rules))\b/u,
  },
  {
    sign: "asks for other people's data",
    pattern:
      /\b(?:list|send|forward|export|include|attach|dump|bcc|cc|copy|append|print|repeat|reveal|mail)\b.{0,50}\b(?:all|every|other|each|entire|whole|complete) (?:\w+ ){0,2}(?:customers?|clients?|contacts?|invoices?|mails?|e-?mails?|messages?|memor(?:y|ies)|records?|conversations?|inbox|database|address book)\b/u,
  },
  {
    sign: "names a tool or an action",
    pattern:
      /\b(?:mail\.send|task\.create|task\.cancel|contact\.update|credit-?note\.(?:issue|reverse)|invoice\.issue|tool[ _-]?calls?|function[ _-]?calls?|call the \w+ (?:tool|function)|(?:use|invoke|run|execute) (?:the |your )?(?:\w+ )?(?:tool|function|command|shell|plugin|action)s?|curl -|rm -rf|"(?:action|tool|function)"\s?:)/u,
  },
  {
    sign: "carries data out by a link",
    pattern:
      /!\[[^\]]*\]\(\s?https?:|<img\b|[?&](?:data|d|q|leak|secret|payload|exfil|m|c)=(?:\{|\[|<|%7b|\$)|<!--|javascript:|data:text\/html/u,
  },
  {
    sign: "tells an assistant to remember",
    pattern:
      /\b(?:remember|memori[sz]e|store|save|note down|keep in (?:your )?memory)\b.{0,40}\b(?:for (?:all |the )?(?:future|next|later)|from now on|always|permanently|that (?:all|any|every|our|the)|in (?:your|the) (?:memory|profile|notes))\b|\b(?:next time|whenever|in (?:all )?future|the next time)\b.{0,60}\b(?:you (?:must|should|shall|will)|send|forward|pay|use this|reply with|always)\b/u,
  },
  {
    sign: "changes where money goes",
    pattern:
      /\b(?:new|changed|updated|different|following|this|other) (?:bank|account|iban|payment|banking|sort code|wallet)(?: (?:account|details?|data|information|number|address))?\b|\b(?:bank|account|payment) (?:details|data|account) (?:have|has|had) (?:been )?changed\b|neue (?:bankverbindung|kontonummer|iban)|nouve(?:au|lles?) (?:rib|coordonnées bancaires|compte)|nueva cuenta|nuovo iban|\b(?:bitcoin|usdt|gift ?cards?|western union)\b/u,
  },
  {
    sign: "changes whom an answer goes to",
    pattern:
      /\b(?:reply|answer|respond|send (?:it|this|the (?:answer|reply|invoice|offer|quote))|forward (?:it|this)|address it|redirect)\b.{0,40}\b(?:to|at|instead)\b.{0,20}[\w.+-]+@[\w-]+\.|\b(?:change|update|replace|set|correct) (?:the |my |our |his |her |your |this )*(?:e-?mail|mail|contact(?:'s)?|record(?:'s)?|billing) ?(?:e-?mail |mail )?(?:address|to)\b|\b(?:update|change|correct) (?:your|the) records?\b/u,
  },
  {
    sign: "orders something to be done at once",
    pattern:
      /\b(?:immediately|at once|right away|automatically|silently|without (?:telling|asking|informing|notifying))\b.{0,50}\b(?:credit|refund|pay|transfer|issue|send|delete|cancel|close|approve|execute)\b|\b(?:credit|refund|pay|transfer|issue|send|delete|cancel|approve|execute)\b.{0,50}\b(?:automatically|silently|without (?:telling|asking|informing|notifying))\b|\bdo not (?:tell|inform|notify|mention|ask|alert|flag|show)\b/u,
  },
];

/**
 * Signs that a text tries to give orders to whoever reads it as a machine: in its words, and in what it hides by encoding,
 * look-alike letters or invisible characters. A trip-wire, no wall: what it misses is still tainted, and what is tainted
 * leaves by no way without the operator. Measured on the corpus beside its test.
 */
export function signsOfSteering(texts: readonly string[]): string[] {
  const found = new Set<string>();
  // orders may be split over subject, name and body
  const whole = texts.join("\n").slice(0, longest);
  const plain = readable(whole);
  const asWritten = whole.toLowerCase();
  const hidden = decoded(whole).map(readable);
  const turned = rot13(plain);
  if ((whole.match(invisible) ?? []).length > 3) found.add("hides characters");
  for (const { sign, pattern } of orders) {
    if (pattern.test(plain) || pattern.test(asWritten) || hidden.some((text) => pattern.test(text))) found.add(sign);
  }
  for (const { sign, pattern } of orders.slice(0, 1)) if (pattern.test(turned)) found.add(sign);
  if (/[^\s]/u.test(plain) && orders[0]?.pattern.test([...plain].reverse().join(""))) found.add("is written backwards");
  const squeezed = plain.replace(/[\s._\-*|/]+/gu, "");
  if (/ignore(?:all|any)?(?:the|your|previous|prior|above)+.{0,20}(?:instructions|rules)/u.test(squeezed)) {
    found.add("tells an assistant to forget its rules");
  }
  return [...found];
}
