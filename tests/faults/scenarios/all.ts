import type { Scenario } from "../scenario.ts";
import { badAnswers, noAnswerAfterDot, resetInBody, slowAnswer } from "./bad-servers.ts";
import { changesMeanwhile, withdrawals } from "./consent.ts";
import { oneBadSender, oneBigManySmall, pauseAndCancel, securityBesideCampaign } from "./crowds.ts";
import { databaseKilled, databaseSilent, lostCommits, serializationFailures, terminatedBackends } from "./database.ts";
import { killOneOfThree, killOneWorker, stopAndContinue, stopInOrder } from "./kills.ts";
import { queueingKilled } from "./large-launch.ts";
import { changedExport } from "./ledger-changed.ts";
import { heldLedger } from "./ledger-held.ts";
import { ledgerOutlives } from "./ledger-outlives.ts";
import { ledgerWriters } from "./ledger-writers.ts";
import { limitChanges, limitUnderFaults, wrongClocks } from "./limits.ts";
import { apiKilled, crashPointsPassed, poison, startedTogether } from "./processes.ts";
import { properties } from "./properties.ts";
import { repeatsDropped } from "./repeats.ts";

export const scenarios: Scenario[] = [
  killOneWorker,
  killOneOfThree,
  stopAndContinue,
  stopInOrder,
  crashPointsPassed,
  apiKilled,
  queueingKilled,
  startedTogether,
  poison,
  noAnswerAfterDot,
  slowAnswer,
  resetInBody,
  badAnswers,
  repeatsDropped,
  lostCommits,
  terminatedBackends,
  databaseKilled,
  databaseSilent,
  serializationFailures,
  oneBadSender,
  withdrawals,
  changesMeanwhile,
  limitUnderFaults,
  wrongClocks,
  limitChanges,
  oneBigManySmall,
  pauseAndCancel,
  securityBesideCampaign,
  heldLedger,
  changedExport,
  ledgerWriters,
  ledgerOutlives,
  properties,
];
