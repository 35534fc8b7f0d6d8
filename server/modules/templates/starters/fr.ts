import { button, paragraphs, type StarterSet, small } from "./starter-text.ts";

export const french: StarterSet = {
  consentRequest: {
    name: "Demande de consentement",
    subject: "%entreprise% vous demande : pouvons-nous vous écrire ?",
    html: paragraphs(
      "Bonjour%if prénom% %prénom%%end%,",
      "%entreprise% souhaite vous écrire à cette adresse et vous demande d'abord votre accord.",
      "Pour quoi : <strong>%type_de_consentement%</strong>%if but_du_consentement%. %but_du_consentement%%end%",
      button("%lien_de_consentement%", "Accepter ou refuser"),
      "Ouvrir la page ne change rien : c'est là que vous décidez. Sans réponse de votre part, vous ne recevrez pas ces messages. Si vous acceptez, vous pourrez changer d'avis à tout moment.",
      small(
        "Ce message a été envoyé par %entreprise% uniquement pour vous demander votre consentement. Si le bouton ne fonctionne pas : %lien_de_consentement%",
      ),
    ),
  },
  newsletter: {
    name: "Lettre d'information",
    subject: "Les nouvelles de %entreprise%",
    html: paragraphs(
      "<h1>Les nouvelles de %entreprise%</h1>",
      "Bonjour%if prénom% %prénom%%end%,",
      "Écrivez ici ce qu'il y a de nouveau, en deux ou trois phrases.",
      "<h2>Un premier sujet</h2>",
      "Ce que votre lecteur y gagne, et ce qu'il peut faire ensuite.",
      button("https://www.example.com/", "En savoir plus"),
      "À bientôt,<br>%entreprise%",
      small(
        'Vous recevez ce message parce que vous avez accepté ceux de %entreprise%. <a href="%lien_de_préférences%">Choisir ce que vous recevez</a> ou <a href="%lien_de_désinscription%">vous désinscrire</a>.',
      ),
    ),
  },
  simpleMessage: {
    name: "Message simple",
    subject: "Un message de %entreprise%",
    html: paragraphs(
      "Bonjour%if prénom% %prénom%%end%,",
      "Écrivez ici votre message.",
      "Cordialement,<br>%opérateur|L'équipe%<br>%entreprise%",
    ),
  },
};
