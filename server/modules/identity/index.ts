export {
  type CreatedOrganisation,
  type CreateOrganisationInput,
  createOrganisation,
  type FirstAdministrator,
} from "./organisations/create-organisation.ts";
export { ensureFirstStart, type FirstStart, type FirstStartInput } from "./organisations/ensure-first-start.ts";
export { forEachOrganisation } from "./organisations/for-each-organisation.ts";
export { getOrganisation } from "./organisations/get-organisation.ts";
export { listOrganisationIds } from "./organisations/list-organisation-ids.ts";
export { listShops } from "./organisations/list-shops.ts";
export { setSessionCookie } from "./sessions/session-cookie.ts";
export { startSession } from "./sessions/start-session.ts";
export { addUser } from "./users/add-user.ts";
export { getUser } from "./users/get-user.ts";
export { listAdministrators } from "./users/list-administrators.ts";
