import { appendEvents } from "../../server/modules/consent/append-events.ts";
import { lockAddresses } from "../../server/modules/consent/lock-addresses.ts";
import type { TestPerson } from "./people.ts";
import type { Sending } from "./sending.ts";

/** The consents of these people are over from then on, each from the moment that `endOf` says. */
export async function endConsents(
  { app, org, newsletter }: Pick<Sending, "app" | "org" | "newsletter">,
  people: TestPerson[],
  endOf: () => Date,
): Promise<void> {
  const addressIds = people.map((person) => person.addressId);
  await app.run(org, async (ctx) => {
    await lockAddresses(ctx, addressIds, "update");
    await appendEvents(
      ctx,
      addressIds.map((addressId) => ({
        kind: "extended",
        addressId,
        typeId: newsletter,
        source: "paper",
        validUntil: endOf(),
      })),
    );
  });
}
