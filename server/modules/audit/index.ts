export { type AuditInput, recordAudit } from "./record-audit.ts";
