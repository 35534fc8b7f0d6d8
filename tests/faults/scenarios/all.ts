import type { Scenario } from "../scenario.ts";
import { killOneOfThree, killOneWorker, stopAndContinue, stopInOrder } from "./kills.ts";

export const scenarios: Scenario[] = [killOneWorker, killOneOfThree, stopAndContinue, stopInOrder];
