import { type Attachment, bookList, curriculumVitae } from "./attachments.ts";
import type { Parcel } from "./parcel.ts";
import { mailbox, type Person, people } from "./people.ts";

type Letter = {
  from: Person;
  subject: string;
  body: string;
  hoursAgo: number;
  headers?: string[];
  html?: string;
  files?: Attachment[];
};

const { ana, tom, priya, jonas, lucia, kenji, mei, oskar, fatima, ruth, sam, ines } = people;
const elsewhere = (name: string, email: string): Person => ({ name, email, customer: "" });

const enquiries: Letter[] = [
  {
    from: ana,
    hoursAgo: 26,
    subject: "New website for our bakery",
    body: "Hello,\n\nwe run a small bakery and our website is ten years old. We are looking for somebody who can build us a new one with a pre-order form. What would that cost, and could you start in May?\n\nBest wishes\nAna Duarte",
    html: "<p>Hello,</p><p>we run a small bakery and our website is ten years old. We are looking for somebody who can build us a new one with a pre-order form. What would that cost, and could you start in May?</p><p>Best wishes<br>Ana Duarte</p>",
  },
  {
    from: ruth,
    hoursAgo: 20,
    subject: "Online shop for a bookshop: are you available?",
    body: "Good morning,\n\nI own a second-hand bookshop and would like to sell online. We have about 4,000 titles in a spreadsheet. Do you take on projects like this, and what would your quote be based on? Our budget is around 6,000 euros.\n\nKind regards\nRuth Adeyemi",
    files: [bookList],
  },
  {
    from: sam,
    hoursAgo: 8,
    subject: "Can you help us with our menu site?",
    body: "Hi there,\n\na friend recommended you. We would like a simple page with our menu that we can change ourselves. Could you tell me your prices and how long it takes?\n\nThanks\nSam",
  },
  {
    from: ines,
    hoursAgo: 5,
    subject: "Orçamento / quote for a booking page",
    body: "Hello,\n\nwe offer boat tours and need a booking page in English and Portuguese. Would you send us an offer? It has to be ready by the end of June.\n\nObrigada\nInês Carvalho",
  },
];

const refunds: Letter[] = [
  {
    from: tom,
    hoursAgo: 22,
    subject: "Refund for invoice HL-1041",
    body: "Hello,\n\nthe workshop was cancelled on the day and I paid for it in full. Please refund invoice HL-1041.\n\nRegards\nTom Ferris",
  },
  {
    from: lucia,
    hoursAgo: 15,
    subject: "Money back for the advertising month",
    body: "Hello,\n\nthe second half of the advertising month never ran. I would like a refund of €350.00 on invoice HL-1043, please.\n\nLucía Moreno",
  },
  {
    from: oskar,
    hoursAgo: 6,
    subject: "I want my money back",
    body: "Hi,\n\nthe template does not do what the page promised, so I would like my money back, please refund what I paid.\n\nOskar",
  },
  {
    from: elsewhere("Dana Petrov", "dana@petrov-print.example.org"),
    hoursAgo: 4,
    subject: "Refund request",
    body: "Hello,\n\nI was charged for a workshop that I never booked. Please refund the payment to my account.\n\nDana Petrov",
  },
];

const everyday: Letter[] = [
  {
    from: kenji,
    hoursAgo: 30,
    subject: "Thank you!",
    body: "Dear team,\n\nthe new shop works beautifully, orders came in on the first evening. Thank you so much for the great work!\n\nKenji Sato",
  },
  {
    from: fatima,
    hoursAgo: 12,
    subject: "Thanks for the quick help",
    body: "Hello,\n\njust a short note to say thank you, the booking form is a relief for our front desk. We are really happy with it.\n\nFatima Haddad",
  },
  {
    from: mei,
    hoursAgo: 10,
    subject: "Can we move our call to Thursday?",
    body: "Hi,\n\nsomething came up. Could we reschedule our meeting from Wednesday to Thursday at 10:00 or at 14:30?\n\nMei",
  },
  {
    from: priya,
    hoursAgo: 7,
    subject: "Meeting next week?",
    body: "Hello,\n\nare you free for a call next Tuesday or Wednesday afternoon to go through the texts? Please suggest a time that suits you.\n\nPriya Raman",
  },
  {
    from: jonas,
    hoursAgo: 11,
    subject: "Frage zur Rechnung HL-1047 / question about my invoice",
    body: "Hello,\n\nI have a question about invoice HL-1047: what does the position “first part” contain, and could you put our VAT number on the invoice?\n\nGrüße\nJonas Weber",
  },
  {
    from: elsewhere("Noor Bakker", "noor@bakker.example.net"),
    hoursAgo: 14,
    subject: "Application as a junior web designer",
    body: "Dear Harbour Lane,\n\nI am applying for a position as a junior web designer. Please find my CV and portfolio attached. I could start in September.\n\nNoor Bakker",
    files: [curriculumVitae],
  },
];

const machines: Letter[] = [
  {
    from: elsewhere("Type Weekly", "letter@type-weekly.example.com"),
    hoursAgo: 28,
    subject: "Type Weekly: five typefaces for small shops",
    body: "This week: five typefaces that stay readable on a phone.\n\nYou receive this newsletter because you subscribed. Unsubscribe at any time.",
    headers: [
      "List-Id: Type Weekly <weekly.type-weekly.example.com>",
      "List-Unsubscribe: <https://type-weekly.example.com/off>",
    ],
  },
  {
    from: elsewhere("Harbour Chamber of Commerce", "news@chamber.example.org"),
    hoursAgo: 16,
    subject: "Events in March",
    body: "The chamber invites you to three evenings on bookkeeping. Unsubscribe below.",
    headers: ["List-Unsubscribe: <mailto:off@chamber.example.org>", "Precedence: bulk"],
  },
  {
    from: tom,
    hoursAgo: 13,
    subject: "Out of office: Re: Photographs",
    body: "I am away until Monday and read my mail only now and then.\n\nTom Ferris",
    headers: ["Auto-Submitted: auto-replied"],
  },
  {
    from: elsewhere("Growth Rocket", "hello@growth-rocket.example.com"),
    hoursAgo: 9,
    subject: "Guaranteed first place on search engines!!!",
    body: "Dear business owner, we guarantee the first place for your website. Buy 10,000 visitors today for only $99. Limited offer, act now!",
  },
];

/** The mails that come in, as their senders wrote them. */
export const letterParcels: readonly Parcel[] = [...enquiries, ...refunds, ...everyday, ...machines].map(
  ({ from, ...letter }, index) => ({
    way: "mail",
    id: `sample-mail-${index + 1}@${from.email.split("@")[1]}`,
    ...letter,
    from: mailbox(from),
  }),
);
