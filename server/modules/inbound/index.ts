export { type ReturnedMail, type ReturnOutcome, receiveReturn } from "./returns/receive-return.ts";
