export { requestConsent } from "./request-consent.ts";
