import { button, paragraphs, type StarterSet, small } from "./starter-text.ts";

export const italian: StarterSet = {
  consentRequest: {
    name: "Richiesta di consenso",
    subject: "%azienda% Le chiede: possiamo scriverLe?",
    html: paragraphs(
      "Buongiorno%if nome_proprio% %nome_proprio%%end%,",
      "%azienda% desidera scriverLe a questo indirizzo e prima Le chiede il permesso.",
      "Per che cosa: <strong>%tipo_di_consenso%</strong>%if scopo_del_consenso%. %scopo_del_consenso%%end%",
      button("%link_di_consenso%", "Accettare o rifiutare"),
      "Aprire la pagina non cambia nulla: è lì che decide. Se non risponde, non riceverà questi messaggi. Se accetta, potrà cambiare idea in qualsiasi momento.",
      small(
        "Questo messaggio è stato inviato da %azienda% solo per chiederLe il consenso. Se il pulsante non funziona: %link_di_consenso%",
      ),
    ),
  },
  newsletter: {
    name: "Newsletter",
    subject: "Le novità di %azienda%",
    html: paragraphs(
      "<h1>Le novità di %azienda%</h1>",
      "Buongiorno%if nome_proprio% %nome_proprio%%end%,",
      "Scriva qui le novità, in due o tre frasi.",
      "<h2>Un primo argomento</h2>",
      "Che cosa ci guadagna il lettore e che cosa può fare dopo.",
      button("https://www.example.com/", "Per saperne di più"),
      "A presto,<br>%azienda%",
      small(
        'Riceve questo messaggio perché ha accettato quelli di %azienda%. <a href="%link_alle_preferenze%">Scegliere che cosa ricevere</a> o <a href="%link_di_disiscrizione%">annullare l\'iscrizione</a>.',
      ),
    ),
  },
  simpleMessage: {
    name: "Messaggio semplice",
    subject: "Un messaggio da %azienda%",
    html: paragraphs(
      "Buongiorno%if nome_proprio% %nome_proprio%%end%,",
      "Scriva qui il Suo messaggio.",
      "Cordiali saluti,<br>%operatore|Il team%<br>%azienda%",
    ),
  },
};
