/** Invented messages written after concepts and settings were fixed; nothing was chosen by them. The honest figure. */
export const testSet: Readonly<Record<string, readonly string[]>> = {
  new_enquiry: [
    "Hello,\n\nwe are two friends about to start a climbing gym in Porto. We love the murals you painted for the brewery and would like something similar, about 60 m2.\n\nCould you tell us whether you'd have time in September and give us a rough idea of the budget?\n\nBest,\nTomas",
    "I need somebody to prepare my tax return for last year. Do you do that for private people too?",
    "Can I book your string quartet for a birthday party, and how much is it for two hours?",
    "Our current web agency is closing. Would you take over our shop? We would need an offer for monthly maintenance.",
  ],
  refund_request: [
    "Hi, the jacket I got last Tuesday has a hole in the sleeve. I don't want a new one, just the money.",
    "Looking at our statement we see two debits of 240 EUR for the same service. Please refund one.",
    "We agreed that the second workshop day would be dropped. Please credit it to us.",
    "I cancelled my stay three weeks ahead as your terms allow, yet I have not got my deposit back.",
  ],
  invoice_question: [
    "Your invoice of 4 May has the old company name on it. Could you change that?",
    "Hi, quick one: is the 19 % tax already part of the sum on bill 77?",
    "We would like to pay half of the invoice now and half in July, is that possible?",
    "I only have the reminder here, not the invoice. Would you send it again?",
  ],
  payment_confirmation: [
    "Just to let you know that I've sent you the 150 euros.",
    "Payment for invoice 2025-18 has been made today by our accounts department.",
    "The remaining amount was transferred yesterday evening, please check your account.",
    "Your invoice is in tomorrow's payment run.",
  ],
  scheduling: [
    "Would it be all right to shift our Thursday call by half an hour?",
    "I'm in town between the 3rd and the 6th, do you have an hour for me?",
    "The plumber's visit on Friday doesn't suit me after all, can you come on Monday?",
    "Declined: Budget planning, Tue 10:00",
  ],
  complaint: [
    "To be blunt, I expected much more. The logo looks like clip art and you ignored all our remarks.",
    "Once more the order came incomplete. That's the fourth time this year!",
    "I have been waiting for an answer since Easter. How can a company treat its customers like that?",
    "The tiler left holes in the wall and the grout is cracking. We are very annoyed.",
  ],
  support_question: [
    "I don't see the menu on my phone any more, what happened?",
    "After renewing my card the shop refuses my log-in. Could you check?",
    "How do I attach a photo to an entry in the diary app?",
    "The camera you sold me does not charge. Is there a trick?",
  ],
  cancellation: [
    "I'd like to terminate the cleaning contract by the end of September.",
    "Please take us off the maintenance plan from next month.",
    "We will not go ahead with the second phase, so please cancel the booked days.",
    "I want to leave the choir school after the summer concert and end my membership.",
  ],
  testimonial: [
    "You may print this: 'Never before has a move been so relaxed. Five out of five!'",
    "I've just written a review of your course on the platform, it was excellent.",
    "All our neighbours admire the new fence, I gave your card to three of them.",
    "If new clients want to talk to somebody about your work, give them my number. We're thrilled.",
  ],
  job_application: [
    "I am a pastry chef with eight years in the trade and would like to send you my application.",
    "Would you have a spot for a student trainee this winter?",
    "Hello, is the job as a shop assistant that hung in your window still free?",
    "Please find my documents for the position of project assistant attached. I could start in October.",
  ],
  newsletter: [
    "The best of the week for makers: new tools, two interviews and a giveaway. Unsubscribe with one click.",
    "Mid-season sale: up to half price on boots and coats, only until Monday.",
    "Dear members, here is what happened in the guild in August.",
    "You're invited to our free online seminar about export law. Save your seat.",
  ],
  spam_offer: [
    "Your website is losing visitors because of bad SEO. Let our team repair it for $199.",
    "Greetings, I represent an investor who wants to place 20 million euros in your country.",
    "Your package could not be delivered. Pay 2.50 now to schedule a new attempt.",
    "Would you be open to a brief chat on how our lead engine could fill your calendar?",
  ],
  out_of_office: [
    "I'm off until the 27th and will reply after that.",
    "This is an automated message: the inbox you have written to is checked only once a week.",
    "We are moving premises this week and cannot be reached until Monday.",
    "I am on paternity leave through March. My colleague Eva stands in for me.",
  ],
  thank_you: [
    "Brilliant, thanks for sorting this so quickly.",
    "Thank you! Everything arrived in one piece.",
    "Okay, thanks for the information.",
    "You're a star, thank you so much and have a lovely holiday.",
  ],
  other: [
    "The lift will be serviced on Wednesday, please take the stairs.",
    "Here are the measurements of the room: 4.2 by 3.6 metres.",
    "Your new password was set a minute ago.",
    "Mum's operation went well, she will be home on Saturday.",
  ],
};
