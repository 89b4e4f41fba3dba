/**
 * Words that mean about the same to a business, as one feature each: a few hundred examples cannot teach every synonym.
 * Stems, matched at the start of a word; a space matches any white space.
 */
const words: Readonly<Record<string, string>> = {
  refund:
    "refund|reimburs|money back|credit note|pay back|paid back|chargeback|repay|price back|deposit back|payment back|amount back|give it back|fee back|give back",
  overcharge: "charged twice|double charge|overcharg|overpa|paid twice|twice|unauthori[sz]ed|billed for|wrongly",
  goods_back:
    "return the|returned the|send back|send it back|guarantee|never arrived|broken|arrived broken|defective|stopped working",
  invoice: "invoice|bill|billing|receipt|statement of",
  invoice_detail:
    "vat|tax|purchase order|po number|due|bank detail|bank account|cost cent|billing address|instal?ment|reissue|resend|pdf|copy of|made out to|addressed to|correct",
  paid: "have paid|has been paid|been paid|was paid|just paid|paid|have transferred|transferred|settled|payment sent|payment went|remittance|wired|transfer|value date|proof of payment|on its way|payment run",
  request_offer:
    "quote|quotation|estimate|proposal|offer for|an offer|your offer|rates|pricing|prices|price|how much|what would it cost|cost|budget|fee|packages|charge for",
  want_service:
    "looking for|searching for|need a|need an|need help|we need|hire|commission|redesign|new website|capacity|new client|take on|accept new|book you|available|working with us|interested in|able to|do you also|do you offer|can you do|could you build|would like a",
  own_project: "we are planning|i am opening|we run|launching|our company|our shop|we are a|project",
  referral: "recommended you|found you|saw your|gave me your name|came across you",
  praise:
    "best|amazing|fantastic|wonderful|brilliant|outstanding|excellent|superb|stunning|delighted|happier|impressed|five star|5 star|stars|highlight|raving|perfect|proud|professional",
  reference:
    "testimonial|review|reference|recommend|quote me|quote us|case study|portfolio|feel free to|your homepage|your site|your website|linkedin|followers|named as",
  job: "cv|resume|curriculum|cover letter|apply for|application|internship|intern|vacanc|hiring|position|apprentice|job|role|interview|trainee|work placement|work experience|hire me|employment|salary|certificates|freelance|student",
  time: "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|next week|o'clock|am|pm|noon|afternoon|morning",
  meeting:
    "meet|meeting|call|appointment|reschedul|postpone|book me|slot|availab|free for|free on|free this|calendar|invitation|kick-off|session|lesson|move our|suit|late for|minutes late|push|date",
  anger:
    "disappoint|unacceptable|not acceptable|complain|complaint|rude|poor|furious|worst|terrible|awful|embarrass|unhappy|not satisfied|not happy|let down|let us down|waste of|lawyer|bad review|patience|shock|joke|trouble|angry|apolog|unusable|seriously|disgust|mistakes|errors|stains|scratched|below",
  lateness:
    "late again|missed the deadline|still nothing|third time|second time|nobody|not show up|were supposed|promised|in a row",
  fault:
    "error|does not work|doesn't work|doesn't|not working|stopped working|can't|cannot|crash|bug|404|locked|password|log in|login|reset|not found|does not|don't load|blank|code|update|isn't",
  how_to:
    "how do i|how can i|how to|where can i|where do i|where in|which|what size|is there a way|can you explain|could you look|what should i|help",
  device:
    "app|website|page|site|plug-in|software|printer|laptop|phone|screen|file|form|video|link|account|menu|settings|font|template|upload|download|format",
  cancel:
    "cancel|terminat|notice|unsubscribe from|end my|end our|end the|stop the|stop all|not renew|not be renewing|don't renew|do not renew|withdraw|quit|close my account|delete my account|call off|not continue|won't need|no longer need|not to continue|discontinue|changed my mind|end of the month|hereby|switching to",
  contract: "contract|subscription|membership|plan|retainer|agreement|order|registration|hosting|licence",
  thanks: "thank|thanks|thx|cheers|appreciate|obliged|grateful|got it|noted|received with",
  closing: "have a nice|have a good|see you|speak soon|weekend|evening|great|perfect|cool|lovely|awesome|super",
  bulk: "unsubscribe|newsletter|view in browser|view online|view this email|preferences|subscriber|subscribe|webinar|digest|edition|issue|read more|shop now|sale|% off|discover|voucher|join us|register now|registration|early bird|terms of service|privacy policy|collection|free delivery|free shipping|you are receiving|you get this|because you|release notes|new arrivals|deals|black friday|tips",
  sales_pitch:
    "seo|ranking|rank|backlink|traffic|leads|guest post|followers|factory|manufacturer|lowest price|per hour|an hour|email list|visitors|explainer|audit|sales calls|ai system|autopilot|revenue|domain authority|developers from|our experts|we help|we provide|we can bring|only|guaranteed",
  fraud:
    "won|prize|gift card|million|verify your|confirm your|click|crypto|bitcoin|loan|pills|customs|heir|widow|donate|inherit|suspicious|unusual activity|selected|claim|unlock|congratulations",
  absence:
    "out of office|out of the office|not in the office|automatic|auto-reply|auto reply|autoreply|automated|on holiday|on vacation|annual leave|parental leave|maternity|sick leave|leave until|on leave|away|back on|back in the office|when i am back|no longer work|left the company|left the firm|limited access|no access|without regular access|business trip|is closed|are closed|successor|not monitored|not being read|in urgent|for urgent|if urgent|ill|delayed|will be slow|mailbox|ticket number|within two working|within 48",
  attached: "attached|enclosed|please find|see below|shared a folder|shared folder|signed|minutes of",
  machine: "verification code|one-time|password is|build|deploy|backup|version|sign-in|passed|server",
  private:
    "birthday|dinner|grandma|match|children|recipe|neighbour|meter|new address|new phone|we have moved|parking|school|street",
};

const patterns = Object.entries(words).map(
  ([name, stems]) => [name, new RegExp(`(?<![\\p{L}\\p{N}])(?:${stems.replaceAll(" ", "\\s+")})`, "giu")] as const,
);

/** The concepts that a text (in lower case) touches, with how often. */
export function conceptsOf(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [name, pattern] of patterns) {
    const hits = text.match(pattern)?.length ?? 0;
    if (hits) found.set(name, hits);
  }
  return found;
}
