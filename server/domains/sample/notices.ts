import type { Parcel } from "./parcel.ts";

/** Posts of the web form on the company's own page. */
export const formParcels: readonly Parcel[] = [
  {
    way: "form",
    id: "sample-form-1",
    fields: {
      name: "Marek Dvořák",
      email: "marek@dvorak-climbing.example.net",
      company: "Dvořák Climbing",
      message:
        "Hello, we are opening a climbing hall in autumn and need a website with a calendar. Could you make us an offer? What would it cost roughly?",
    },
  },
  {
    way: "form",
    id: "sample-form-2",
    fields: {
      name: "Chiara Conti",
      email: "chiara@conti-ceramica.example.com",
      subject: "New online shop",
      message:
        "Hi, I make ceramics and would like to hire you to build an online shop. Do you have time in the next two months?",
    },
  },
  {
    way: "form",
    id: "sample-form-3",
    fields: {
      name: "Ben Okafor",
      email: "ben@okafor-fitness.example.org",
      message:
        "The contact form on the site you built for us shows an error since yesterday when somebody sends it. Can you please fix it?",
    },
  },
];

/** Events from other systems: signed webhooks and the API. */
export const systemParcels: readonly Parcel[] = [
  {
    way: "webhook",
    id: "msg_sample_enquiry",
    type: "message.received",
    data: {
      from: { name: "Elif Kaya", email: "elif@kaya-interiors.example.com" },
      subject: "Project enquiry from the partner directory",
      text: "Hello, I found you in the partner directory. We need a new website for our interior design studio, about eight pages. What would you charge, and when could you start?",
    },
  },
  {
    way: "webhook",
    id: "msg_sample_lead",
    type: "lead.received",
    data: {
      from: { name: "Viktor Halasz", email: "viktor@halasz-brewing.example.com" },
      subject: "Website and labels for a small brewery",
      text: "Hello, I got your name from the trade fair. We are a brewery of six people and need a website with our opening hours and a shop for vouchers. Could you make us an offer by the end of March? Our budget is about €5,500. You reach me at +43 1 5550 0199.",
    },
  },
  {
    way: "webhook",
    id: "msg_sample_review",
    type: "review.posted",
    data: { stars: 5, page: "harbourlane.example", author: "Kenji S." },
  },
  {
    way: "webhook",
    id: "msg_sample_uptime",
    type: "monitor.recovered",
    data: { site: "moreno-travel.example.com", downMinutes: 4 },
  },
  {
    way: "api",
    id: "sample-contact-1",
    type: "contact.created",
    data: { name: "Mei Lin", email: "mei@lin-studio.example.com", company: "Lin Studio", phone: "+44 20 7946 0018" },
  },
  {
    way: "api",
    id: "sample-contact-2",
    type: "contact.created",
    data: { name: "Ruth Adeyemi", email: "ruth@adeyemi-books.example.org", company: "Adeyemi Books" },
  },
  {
    way: "api",
    id: "sample-call-note",
    type: "message.received",
    data: {
      from: { name: "Hugo Lindqvist", email: "hugo@lindqvist-boats.example.net" },
      subject: "Call note: interested in a new website",
      text: "Called this morning. He restores wooden boats and would like a new website with before and after pictures. Asks for a quote and whether we could visit the yard.",
    },
  },
];
