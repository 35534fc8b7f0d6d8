import type { Context } from "../../../platform/context.ts";
import { closeAttempts, type EndedAttempt } from "./close.ts";
import { groupRequests } from "./group-requests.ts";
import type { HandOverAnswer, HandOverPort, HandOverRequest } from "./hand-over.ts";

export interface Turns {
  handOver: (request: HandOverRequest) => Promise<HandOverAnswer>;
  /** True when it was still ours to close. */
  close: (ended: EndedAttempt) => Promise<boolean>;
}

export interface TurnParts {
  port: HandOverPort;
  inTransaction: <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;
  /** Messages that are on a connection now: so many may come to their dot soon. */
  underWay: () => number;
}

const waitMs = 3;
const mostAtOnce = 400;

/** How large a part of those under way is worth waiting for. */
const enough = 0.95;

type Item = { kind: "hand-over"; request: HandOverRequest } | { kind: "close"; ended: EndedAttempt };
type ItemAnswer = { answer: HandOverAnswer } | { wasOurs: boolean };

/**
 * What connections of one organisation wait for, in shared transactions: a connection's accepted message is closed in the
 * same commit that hands its next one over, so that a worker's death leaves one message per connection in doubt, not two.
 */
export function makeTurns(parts: TurnParts): Turns {
  let waitingForPermit = 0;
  const turn = groupRequests<Item, ItemAnswer>({
    waitMs,
    mostAtOnce,
    isComplete: () => waitingForPermit >= Math.max(1, parts.underWay() * enough),
    run: (items) => {
      waitingForPermit -= items.filter(isHandOver).length;
      return takeTurn(parts, items);
    },
  });
  const closeAlone = groupRequests<EndedAttempt, boolean>({
    waitMs,
    mostAtOnce,
    run: (ended) => parts.inTransaction((ctx) => closeAttempts(ctx, ended)),
  });
  return {
    handOver: async (request) => {
      waitingForPermit++;
      const given = await turn({ kind: "hand-over", request });
      if (!("answer" in given)) throw new Error("a hand-over without an answer");
      return given.answer;
    },
    close: async (ended) => {
      if (!isPlain(ended)) return closeAlone(ended);
      try {
        const answer = await turn({ kind: "close", ended });
        if ("wasOurs" in answer) return answer.wasOurs;
      } catch {
        // A turn may fail because of somebody else's message: the way alone is always there.
      }
      return closeAlone(ended);
    },
  };
}

/** It changes one row and locks nothing else; what wakes lanes or blocks addresses would lock in another order. */
function isPlain({ next }: EndedAttempt): boolean {
  return next.kind === "accepted" || next.kind === "uncertain";
}

function isHandOver(item: Item): item is Extract<Item, { kind: "hand-over" }> {
  return item.kind === "hand-over";
}

async function takeTurn(parts: TurnParts, items: Item[]): Promise<ItemAnswer[]> {
  const ended = items.flatMap((item) => (item.kind === "close" ? [item.ended] : []));
  const requests = items.filter(isHandOver).map(({ request }) => request);
  const { closed, answers } = await commitTurn(parts, ended, requests);
  const [nextClosed, nextAnswer] = [closed.values(), answers.values()];
  return items.map((item) => {
    if (item.kind === "close") return { wasOurs: nextClosed.next().value ?? false };
    return { answer: nextAnswer.next().value ?? { verdict: "give-back", because: "lost" } };
  });
}

interface Turn {
  closed: boolean[];
  answers: HandOverAnswer[];
}

async function commitTurn(
  { port, inTransaction }: TurnParts,
  ended: EndedAttempt[],
  requests: HandOverRequest[],
): Promise<Turn> {
  const close = async (ctx: Context) => (ended.length > 0 ? closeAttempts(ctx, ended) : []);
  if (port.isCommitted && requests.length > 0) {
    return inTransaction(async (ctx) => {
      const [closed, answers] = await Promise.all([close(ctx), port.decide(ctx, requests)]);
      return { closed, answers };
    });
  }
  const closed = ended.length > 0 ? await inTransaction(close) : [];
  return { closed, answers: port.isCommitted ? [] : await port.decide(requests) };
}
