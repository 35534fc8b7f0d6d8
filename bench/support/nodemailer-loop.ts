import { createPrivateKey } from "node:crypto";
import { convert } from "html-to-text";
import nodemailer from "nodemailer";
import { newsletterHtml, subject } from "./content.ts";

/** What most people write: a pool, a loop, the text filled in for each recipient. No database, no consent, no history. */
const { port, messages, connections, dkimKeyPem } = JSON.parse(process.env.PEER ?? "{}") as {
  port: number;
  messages: number;
  connections: number;
  dkimKeyPem: string | null;
};

const dkim = dkimKeyPem
  ? // A key object, parsed once: with the PEM text nodemailer parses it for each message.
    {
      dkim: {
        domainName: "placet.example",
        keySelector: "bench",
        privateKey: createPrivateKey(dkimKeyPem) as unknown as string,
      },
    }
  : {};
const transport = nodemailer.createTransport({
  pool: true,
  host: "127.0.0.1",
  port,
  maxConnections: connections,
  maxMessages: Number.POSITIVE_INFINITY,
  ignoreTLS: true,
  ...dkim,
});
const html = newsletterHtml();
// The product's messages have a text part too. Made once, as whoever knows its price does.
const text = convert(html);
const values = (number: number): Record<string, string> => ({
  name: `DURAND${number} Élodie`,
  first_name: "Élodie",
  last_name: `DURAND${number}`,
  contact_company: `Chauffage ${number % 5000}`,
  city: "SAINT-ÉTIENNE",
  email: `person${number}@example.org`,
  company: "Chauffage Martin",
  preferences_link: `https://messages.example.com/c/${number}`,
});
const fill = (text: string, known: Record<string, string>) =>
  text.replaceAll(/%([a-z_]+)%/g, (_whole, key: string) => known[key] ?? "");

let next = 0;
async function sendInTurn(): Promise<void> {
  while (next < messages) {
    const known = values(next++);
    const link = `https://messages.example.com/u/${next}`;
    await transport.sendMail({
      from: "Chauffage Martin <news@placet.example>",
      to: known.email,
      subject: fill(subject, known),
      html: fill(html, known),
      text: fill(text, known),
      headers: { "List-Unsubscribe": `<${link}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
    });
  }
}

const startedAt = performance.now();
await Promise.all(Array.from({ length: connections }, sendInTurn));
const seconds = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage();
process.send?.({ seconds, cpuSeconds: (user + system) / 1e6 });
transport.close();
process.disconnect?.();
