/** How many steps each guide has in the phrase files, and whether it ends with a note about exceptions. */
export const guides = {
  mailbox: { steps: 3, hasNote: true },
  aol: { steps: 4, hasNote: false },
  free: { steps: 4, hasNote: true },
  gmail: { steps: 4, hasNote: true },
  gmx: { steps: 3, hasNote: true },
  ionos: { steps: 3, hasNote: true },
  "la-poste": { steps: 3, hasNote: false },
  "microsoft-365": { steps: 3, hasNote: true },
  "microsoft-personal": { steps: 2, hasNote: true },
  "not-verified": { steps: 3, hasNote: true },
  orange: { steps: 3, hasNote: true },
  ovh: { steps: 3, hasNote: true },
  yahoo: { steps: 5, hasNote: true },
  icloud: { steps: 3, hasNote: false },
  brevo: { steps: 4, hasNote: true },
  mailjet: { steps: 3, hasNote: true },
  "amazon-ses": { steps: 4, hasNote: true },
  sendgrid: { steps: 3, hasNote: true },
  mailgun: { steps: 3, hasNote: true },
  postmark: { steps: 3, hasNote: true },
  "aruba-pec": { steps: 2, hasNote: true },
} as const satisfies Record<string, { steps: number; hasNote: boolean }>;

export type Guide = keyof typeof guides;
