import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConsentStatus, RefusalReason } from "../../contracts/consent.ts";
import { aNumber, anEmail, type Held, on, startAddresses } from "../support/held-addresses.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await startAddresses(app);
});
afterAll(() => app.stop());

type Case = [name: string, play: () => Promise<Held>, status: ConsentStatus, gate: RefusalReason | "consent"];

const changesOfAddress: Case[] = [
  [
    "who said yes changes the address: the new one",
    async () => on.moves(await on.saysYes(await on.person())),
    "not-asked",
    "consent.not-asked",
  ],
  [
    "who said yes changes the address: the old one",
    async () => {
      const before = await on.saysYes(await on.person());
      await on.moves(before);
      return before;
    },
    "not-asked",
    "consent.contact-gone",
  ],
  [
    "who said no changes the address: the new one",
    async () => on.moves(await on.saysNo(await on.person())),
    "not-asked",
    "consent.not-asked",
  ],
  [
    "who said yes changes the address and comes back",
    async () => {
      const before = await on.saysYes(await on.person());
      return on.moves(await on.moves(before), before.typed);
    },
    "not-asked",
    "consent.not-asked",
  ],
  [
    "who said no changes the address and comes back",
    async () => {
      const before = await on.saysNo(await on.person());
      return on.moves(await on.moves(before), before.typed);
    },
    "withdrawn",
    "consent.withdrawn",
  ],
  [
    "who said yes puts another address first",
    async () => {
      const second = await on.takes(await on.saysYes(await on.person()), anEmail());
      await on.putFirst(second);
      return second;
    },
    "not-asked",
    "consent.not-asked",
  ],
  [
    "the new address is that of somebody who said no",
    async () => on.moves(await on.saysYes(await on.person()), (await on.saysNo(await on.person())).typed),
    "withdrawn",
    "consent.withdrawn",
  ],
  [
    "the new address is that of somebody who said yes",
    async () => on.moves(await on.person(), (await on.saysYes(await on.person())).typed),
    "accepted",
    "consent",
  ],
  [
    "the new address is that of somebody who said yes, and who gives it up",
    async () => {
      const before = await on.saysYes(await on.person());
      const after = await on.moves(await on.person(), before.typed);
      await on.leaves(before);
      return after;
    },
    "not-asked",
    "consent.not-asked",
  ],
];

const severalContacts: Case[] = [
  ...(["yes", "no", "nothing"] as const).map((said): Case => {
    const status = said === "no" ? "withdrawn" : "not-asked";
    const play = async () => {
      const first = await on.person();
      if (said !== "nothing") await (said === "yes" ? on.saysYes : on.saysNo)(first);
      const other = await on.person(first.typed);
      await on.leaves(first);
      return other;
    };
    return [`after a ${said} it goes to another contact at once`, play, status, `consent.${status}`];
  }),
  ...(["yes", "no"] as const).flatMap((said): Case[] => {
    const pair = async () => {
      const first = await (said === "yes" ? on.saysYes : on.saysNo)(await on.person());
      return { first, other: await on.person(first.typed) };
    };
    const otherErased = async () => {
      const { first, other } = await pair();
      await on.erased(other);
      return first;
    };
    const firstErased = async () => {
      const { first, other } = await pair();
      await on.erased(first);
      return other;
    };
    const isYes = said === "yes";
    return [
      [
        `after a ${said}, another contact with it is erased`,
        otherErased,
        isYes ? "accepted" : "withdrawn",
        isYes ? "consent" : "consent.withdrawn",
      ],
      [
        `after a ${said}, whoever said it is erased`,
        firstErased,
        isYes ? "not-asked" : "withdrawn",
        isYes ? "consent.not-asked" : "consent.withdrawn",
      ],
    ];
  }),
  [
    "both had it when one of them said yes, who is erased",
    async () => {
      const first = await on.person();
      const other = await on.person(first.typed);
      await on.saysYes(first);
      await on.erased(first);
      return other;
    },
    "accepted",
    "consent",
  ],
  [
    "both had it when one of them said yes, in other letters, and gives it up",
    async () => {
      const first = await on.person();
      const other = await on.person(first.typed.toUpperCase());
      await on.saysYes(first);
      await on.leaves(first);
      return other;
    },
    "accepted",
    "consent",
  ],
  [
    "somebody was asked, gives it up, and another contact takes it",
    async () => {
      const before = await on.isAsked(await on.person());
      await on.leaves(before);
      return on.person(before.typed);
    },
    "pending",
    "consent.pending",
  ],
];

const phoneNumbers: Case[] = [
  [
    "the number of who agreed to calls is given up, and another contact has it in another notation",
    async () => {
      const before = await on.saysYes(await on.person(aNumber()));
      await on.leaves(before);
      return on.person(before.typed.replace("+49 ", "0049"));
    },
    "not-asked",
    "consent.not-asked",
  ],
  [
    "the number of who wants no calls is given up, and another contact has it",
    async () => {
      const before = await on.saysNo(await on.person(aNumber()));
      await on.leaves(before);
      return on.person(before.typed);
    },
    "withdrawn",
    "consent.withdrawn",
  ],
];

const mergesByImport: Case[] = [
  [
    "an import gives who said yes a number: the number",
    async () => {
      const { typed } = await on.saysYes(await on.person());
      const number = aNumber();
      await on.imported(typed, number);
      return { ...(await on.holderOf(typed, "phone")), typed: number };
    },
    "not-asked",
    "consent.not-asked",
  ],
  [
    "an import is merged into who said yes, and undone",
    async () => {
      const before = await on.saysYes(await on.person());
      await on.undone(await on.imported(before.typed, aNumber()));
      return before;
    },
    "accepted",
    "consent",
  ],
  [
    "whom an import registered says yes, and the import is undone and made again",
    async () => {
      const email = anEmail();
      const importId = await on.imported(email);
      await on.saysYes(await on.holderOf(email));
      await on.undone(importId);
      await on.imported(email);
      return on.holderOf(email);
    },
    "not-asked",
    "consent.not-asked",
  ],
  [
    "whom an import registered says no, and the import is undone and made again",
    async () => {
      const email = anEmail();
      const importId = await on.imported(email);
      await on.saysNo(await on.holderOf(email));
      await on.undone(importId);
      await on.imported(email);
      return on.holderOf(email);
    },
    "refused",
    "consent.refused",
  ],
];

const cases = [...changesOfAddress, ...severalContacts, ...phoneNumbers, ...mergesByImport];

test("C-20 has its 25 cases", () => expect(new Set(cases.map(([name]) => name)).size).toBe(25));

test.each(cases)("C-20 %s", async (...[, play, status, gate]) => {
  const held = await play();
  expect({ status: await on.statusOf(held), gate: await on.gateOf(held) }).toEqual({ status, gate });
});
