import type { Bench } from "./benchmark.ts";
import type { DataSet } from "./generated-people.ts";

export interface SampledPerson {
  contactId: string;
  addressId: string;
  value: string;
}

/** Somebody here and there in the whole set, the same in every run. */
export async function samplePeople(
  { installation }: Bench,
  set: DataSet,
  { kind, count }: { kind: "email" | "phone"; count: number },
): Promise<SampledPerson[]> {
  return installation.asSuperuser<SampledPerson>(`
    SELECT l.contact_id AS "contactId", a.address_id AS "addressId", a.value
    FROM contacts.addresses a
    JOIN contacts.contact_addresses l ON l.org_id = a.org_id AND l.address_id = a.address_id
    WHERE a.org_id = '${set.orgId}' AND a.kind = '${kind}' AND a.is_valid
    ORDER BY md5(a.address_id::text) LIMIT ${count}`);
}
