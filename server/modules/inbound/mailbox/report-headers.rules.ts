const systemSender = /(mailer-daemon|postmaster|mail-daemon|mdaemon|microsoftexchange)/i;

/** The few header lines by which a report is recognised before its text is fetched. */
export const telltaleHeaders = [
  "content-type",
  "from",
  "subject",
  "return-path",
  "auto-submitted",
  "precedence",
  "x-failed-recipients",
  "x-autoreply",
  "x-autorespond",
];

const telltaleSubject =
  /undeliver|delivery status|delivery (has )?failed|mail delivery|failure notice|returned mail|non[- ]remis|[ée]chec|entrega|devuelto|mancat[ao]|recapit|unzustellbar|automatic reply|out of (the )?office|r[ée]ponse automatique|respuesta autom|risposta automatica/i;

/** Whether a mail in somebody's mailbox may be a report. The others are left alone: they are nobody's business. */
export function mayBeReport(headers: string): boolean {
  const lines = headers.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return lines.some((line) => {
    const colon = line.indexOf(":");
    return isTelltale(line.slice(0, Math.max(colon, 0)).trim().toLowerCase(), line.slice(colon + 1).trim());
  });
}

function isTelltale(name: string, value: string): boolean {
  switch (name) {
    case "content-type":
      return /multipart\/report/i.test(value);
    case "from":
      return systemSender.test(value);
    case "return-path":
      return value === "<>" || systemSender.test(value);
    case "auto-submitted":
      return /auto-replied|auto-generated/i.test(value);
    case "precedence":
      return /auto/i.test(value);
    case "subject":
      return telltaleSubject.test(value) || value.startsWith("=?");
    default:
      return name.startsWith("x-");
  }
}
