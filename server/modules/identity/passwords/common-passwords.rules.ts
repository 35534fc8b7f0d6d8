/**
 * Words that passwords are made of. Written in plain letters: a text is brought to the same form (lower case, `0` for `o`,
 * `@` for `a`) before it is compared, so that one entry stands for thousands of spellings.
 */
const english =
  "password passwort passwd passcode letmein welcome admin administrator root login master secret changeme default guest " +
  "test user monkey dragon football baseball basketball superman batman spiderman pokemon princess sunshine iloveyou " +
  "love lovely shadow ashley michael jordan hunter ranger killer freedom whatever trustno starwars computer internet " +
  "server office company business manager summer winter spring autumn january february march april june july august " +
  "september october november december monday tuesday wednesday thursday friday saturday sunday hello access flower " +
  "cheese charlie jessica jennifer thomas daniel andrew joshua matthew nicole chelsea liverpool arsenal soccer hockey " +
  "mustang ferrari mercedes corvette cookie chocolate banana orange purple yellow silver golden diamond angel babygirl " +
  "london paris america google facebook apple samsung iphone microsoft windows linkedin twitter instagram youtube";

const french =
  "motdepasse mdp azerty azertyuiop soleil bonjour bonsoir doudou loulou chouchou amour jetaime coucou marseille france " +
  "chocolat camille nicolas julien thomas maxime antoine alexandre isabelle juillet fevrier janvier mars avril juin aout " +
  "septembre octobre novembre decembre printemps hiver automne ete lundi mardi mercredi jeudi vendredi samedi dimanche " +
  "secretaire bienvenue entreprise societe bureau directeur vacances";

const spanish =
  "contrasena clave acceso hola teamo tequiero amor espana madrid barcelona realmadrid futbol mariposa estrella princesa " +
  "alejandro carlos miguel enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre " +
  "verano invierno primavera otono lunes martes miercoles jueves viernes sabado domingo bienvenido empresa secreto";

const italian =
  "parola chiave accesso ciao amore tiamo italia roma milano juventus napoli inter francesco andrea giuseppe alessandro " +
  "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre estate inverno " +
  "primavera autunno lunedi martedi mercoledi giovedi venerdi sabato domenica benvenuto azienda segreto";

const keyboard =
  "qwertyuiop qwerty asdfghjkl asdfgh zxcvbnm qwertz qwertzuiop yxcvbnm wxcvbn azertyuiop azerty qsdfghjklm " +
  "1234567890 0987654321 abcdefghijklmnopqrstuvwxyz zyxwvutsrqponmlkjihgfedcba 1qaz 2wsx 3edc 4rfv 1q2w3e4r5t qazwsx " +
  "qweasd asdzxc";

/** Longest first, so that `azertyuiop` is taken whole and not as `azerty` with a rest. */
export const commonWords: readonly string[] = [
  ...new Set(`${english} ${french} ${spanish} ${italian}`.split(" ").filter((word) => word.length >= 3)),
].sort((a, b) => b.length - a.length);

/** Rows of keys and of the alphabet: three or more characters in this order are no choice at all. */
export const rows: readonly string[] = keyboard.split(" ");
