import { implicitTls, preset, startTls } from "./preset.ts";

const thunderbird = (file: string) => `Thunderbird provider database, ${file}`;
const fairEmail = "FairEmail provider list (second-hand)";

/** The 24 providers that users of such a program expect (X36), in alphabetical order. */
export const mailboxPresets = [
  preset({
    presetId: "1and1",
    name: "1&1",
    host: "smtp.1und1.de",
    otherHosts: ["smtp.ionos.fr", "smtp.ionos.es", "smtp.ionos.it"],
    otherPorts: [startTls],
    domains: ["1und1.de"],
    guide: "mailbox",
    source: thunderbird("1und1.de"),
    certainty: "verified",
  }),
  preset({
    presetId: "aol",
    name: "Aol",
    host: "smtp.aol.com",
    otherPorts: [startTls],
    passwordKind: "app-password",
    domains: ["aol.com", "aol.fr", "aol.it", "aol.es", "aim.com"],
    guide: "aol",
    source: thunderbird("aol.com"),
    certainty: "verified",
  }),
  preset({
    presetId: "bouygues",
    name: "Bouygues",
    host: "smtp.bbox.fr",
    otherPorts: [startTls],
    domains: ["bbox.fr"],
    guide: "mailbox",
    source: fairEmail,
    certainty: "second-hand",
  }),
  preset({
    presetId: "free",
    name: "Free",
    host: "smtp.free.fr",
    userNameForm: "before-at",
    domains: ["free.fr", "aliceadsl.fr"],
    guide: "free",
    source: thunderbird("free.fr"),
    certainty: "verified",
  }),
  preset({
    presetId: "gandi",
    name: "Gandi",
    host: "mail.gandi.net",
    otherPorts: [startTls],
    guide: "mailbox",
    source: thunderbird("gandi.net"),
    certainty: "verified",
  }),
  preset({
    presetId: "gmail",
    name: "Gmail",
    host: "smtp.gmail.com",
    otherHosts: ["smtp-relay.gmail.com"],
    otherPorts: [startTls],
    passwordKind: "app-password",
    domains: ["gmail.com", "googlemail.com"],
    guide: "gmail",
    source: thunderbird("googlemail.com"),
    certainty: "verified",
  }),
  preset({
    presetId: "gmx",
    name: "GMX",
    host: "mail.gmx.com",
    otherHosts: ["mail.gmx.net"],
    otherPorts: [startTls],
    passwordKind: "mailbox-or-app-password",
    domains: ["gmx.com", "gmx.fr", "gmx.es", "gmx.it", "gmx.net", "gmx.de"],
    guide: "gmx",
    source: thunderbird("gmx.com, gmx.net"),
    certainty: "verified",
  }),
  preset({
    presetId: "ionos",
    name: "Ionos",
    host: "smtp.ionos.fr",
    otherHosts: ["smtp.ionos.es", "smtp.ionos.it", "smtp.ionos.com", "smtp.ionos.de", "smtp.ionos.co.uk"],
    otherPorts: [startTls],
    guide: "ionos",
    source: "ionos.fr help, settings of mail programs",
    certainty: "verified",
  }),
  preset({
    presetId: "la-poste",
    name: "La Poste",
    host: "smtp.laposte.net",
    userNameForm: "either",
    domains: ["laposte.net"],
    guide: "la-poste",
    source: thunderbird("laposte.net"),
    certainty: "verified",
  }),
  preset({
    presetId: "microsoft-365",
    name: "Microsoft 365",
    host: "smtp.office365.com",
    ...startTls,
    guide: "microsoft-365",
    source: thunderbird("office365.com"),
    certainty: "verified",
  }),
  ...microsoftPersonal(),
  preset({
    presetId: "monaco-telecom",
    name: "Monaco Telecom",
    domains: ["monaco.mc", "libello.com"],
    guide: "not-verified",
    source: "No published settings were found",
    certainty: "not-verified",
  }),
  ...sfrFamily(),
  preset({
    presetId: "orange",
    name: "Orange",
    host: "smtp.orange.fr",
    domains: ["orange.fr"],
    guide: "orange",
    source: thunderbird("orange.fr"),
    certainty: "verified",
  }),
  preset({
    presetId: "wanadoo",
    name: "Wanadoo",
    host: "smtp.orange.fr",
    domains: ["wanadoo.fr"],
    guide: "orange",
    source: thunderbird("orange.fr"),
    certainty: "verified",
  }),
  preset({
    presetId: "ovh",
    name: "OVH",
    host: "ssl0.ovh.net",
    otherHosts: ["smtp.mail.ovh.net"],
    otherPorts: [startTls],
    guide: "ovh",
    source: thunderbird("ovh.net"),
    certainty: "verified",
  }),
  preset({
    presetId: "yahoo",
    name: "Yahoo",
    host: "smtp.mail.yahoo.com",
    otherPorts: [startTls],
    passwordKind: "app-password",
    domains: [
      "yahoo.com",
      "yahoo.fr",
      "yahoo.es",
      "yahoo.it",
      "yahoo.co.uk",
      "yahoo.de",
      "ymail.com",
      "rocketmail.com",
    ],
    guide: "yahoo",
    source: thunderbird("yahoo.com"),
    certainty: "verified",
  }),
];

function microsoftPersonal() {
  const brands = [
    {
      presetId: "hotmail-live",
      name: "Hotmail Live",
      domains: ["hotmail.com", "hotmail.fr", "hotmail.es", "hotmail.it", "live.com", "live.fr", "live.it"],
    },
    { presetId: "outlook", name: "Outlook", domains: ["outlook.com", "outlook.fr", "outlook.es", "outlook.it"] },
    { presetId: "msn", name: "Msn", domains: ["msn.com"] },
  ];
  return brands.map((brand) =>
    preset({
      ...brand,
      host: "smtp-mail.outlook.com",
      otherHosts: ["smtp.office365.com"],
      ...startTls,
      passwordKind: "no-password-sign-in",
      guide: "microsoft-personal",
      source: thunderbird("hotmail.com"),
      certainty: "verified",
    }),
  );
}

/** SFR took over these brands; for Numericable and Noos the data that we found disagree, so the guide says so. */
function sfrFamily() {
  const sfr = { host: "smtp.sfr.fr", otherPorts: [startTls] };
  const known = [
    { presetId: "sfr", name: "SFR", domains: ["sfr.fr"] },
    { presetId: "neuf", name: "Neuf", domains: ["neuf.fr"] },
    { presetId: "club-internet", name: "Club Internet", domains: ["club-internet.fr"] },
  ];
  const unsure = [
    { presetId: "numericable", name: "Numericable", domains: ["numericable.fr"], otherHosts: ["smtp.numericable.fr"] },
    { presetId: "noos", name: "Noos", domains: ["noos.fr"], otherHosts: ["smtp.noos.fr"] },
  ];
  return [
    ...known.map((brand) =>
      preset({ ...sfr, ...brand, guide: "mailbox", source: thunderbird("sfr.fr"), certainty: "verified" }),
    ),
    preset({
      ...sfr,
      presetId: "cegetel",
      name: "Cegetel",
      domains: ["cegetel.net", "9online.fr"],
      guide: "mailbox",
      source: fairEmail,
      certainty: "second-hand",
    }),
    ...unsure.map((brand) =>
      preset({
        ...sfr,
        ...brand,
        otherPorts: [implicitTls, startTls],
        guide: "not-verified",
        source: "Sources disagree since SFR took over the brand",
        certainty: "not-verified",
      }),
    ),
  ];
}
