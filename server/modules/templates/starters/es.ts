import { button, paragraphs, type StarterSet, small } from "./starter-text.ts";

export const spanish: StarterSet = {
  consentRequest: {
    name: "Solicitud de consentimiento",
    subject: "%empresa% le pregunta: ¿podemos escribirle?",
    html: paragraphs(
      "Buenos días%if nombre_de_pila%, %nombre_de_pila%%end%:",
      "%empresa% desea escribirle a esta dirección y antes le pide permiso.",
      "Para qué: <strong>%tipo_de_consentimiento%</strong>%if fin_del_consentimiento%. %fin_del_consentimiento%%end%",
      button("%enlace_de_consentimiento%", "Aceptar o rechazar"),
      "Abrir la página no cambia nada: usted decide allí. Si no responde, no recibirá estos mensajes. Si acepta, podrá cambiar de opinión en cualquier momento.",
      small(
        "Este mensaje lo ha enviado %empresa% solo para pedirle su consentimiento. Si el botón no funciona: %enlace_de_consentimiento%",
      ),
    ),
  },
  newsletter: {
    name: "Boletín",
    subject: "Novedades de %empresa%",
    html: paragraphs(
      "<h1>Novedades de %empresa%</h1>",
      "Buenos días%if nombre_de_pila%, %nombre_de_pila%%end%:",
      "Escriba aquí las novedades, en dos o tres frases.",
      "<h2>Un primer tema</h2>",
      "Qué gana su lector y qué puede hacer a continuación.",
      button("https://www.example.com/", "Leer más"),
      "Hasta pronto,<br>%empresa%",
      small(
        'Recibe este mensaje porque aceptó recibir noticias de %empresa%. <a href="%enlace_de_preferencias%">Elegir lo que recibe</a> o <a href="%enlace_de_baja%">darse de baja</a>.',
      ),
    ),
  },
  simpleMessage: {
    name: "Mensaje sencillo",
    subject: "Un mensaje de %empresa%",
    html: paragraphs(
      "Buenos días%if nombre_de_pila%, %nombre_de_pila%%end%:",
      "Escriba aquí su mensaje.",
      "Un saludo,<br>%operador|El equipo%<br>%empresa%",
    ),
  },
};
