import { button, paragraphs, type StarterSet, small } from "./starter-text.ts";

export const english: StarterSet = {
  consentRequest: {
    name: "Consent request",
    subject: "%company% asks: may we write to you?",
    html: paragraphs(
      "Hello%if first_name% %first_name%%end%,",
      "%company% would like to write to you at this address, and asks for your permission first.",
      "What for: <strong>%consent_type%</strong>%if consent_purpose%. %consent_purpose%%end%",
      button("%consent_link%", "Say yes or no"),
      "Opening the page changes nothing: you decide there. If you do not answer, you will not get these messages. If you say yes, you can change your mind at any time.",
      small(
        "This message was sent by %company% only to ask for your consent. If the button does not work: %consent_link%",
      ),
    ),
  },
  newsletter: {
    name: "Newsletter",
    subject: "News from %company%",
    html: paragraphs(
      "<h1>News from %company%</h1>",
      "Hello%if first_name% %first_name%%end%,",
      "Write here what is new, in two or three sentences.",
      "<h2>A first topic</h2>",
      "What your reader gains from it, and what to do next.",
      button("https://www.example.com/", "Read more"),
      "See you soon,<br>%company%",
      small(
        'You receive this message because you agreed to hear from %company%. <a href="%preferences_link%">Change what you receive</a> or <a href="%unsubscribe_link%">unsubscribe</a>.',
      ),
    ),
  },
  simpleMessage: {
    name: "Simple message",
    subject: "A message from %company%",
    html: paragraphs(
      "Hello%if first_name% %first_name%%end%,",
      "Write your message here.",
      "Kind regards,<br>%operator|The team%<br>%company%",
    ),
  },
};
