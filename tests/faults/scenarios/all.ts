import type { Scenario } from "../scenario.ts";
import { badAnswers, noAnswerAfterDot, resetInBody, slowAnswer } from "./bad-servers.ts";
import { databaseKilled, lostCommits, serializationFailures, terminatedBackends } from "./database.ts";
import { killOneOfThree, killOneWorker, stopAndContinue, stopInOrder } from "./kills.ts";

export const scenarios: Scenario[] = [
  killOneWorker,
  killOneOfThree,
  stopAndContinue,
  stopInOrder,
  noAnswerAfterDot,
  slowAnswer,
  resetInBody,
  badAnswers,
  lostCommits,
  serializationFailures,
  terminatedBackends,
  databaseKilled,
];
