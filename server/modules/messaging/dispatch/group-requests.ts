interface Waiting<Request, Answer> {
  request: Request;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

export interface GroupOptions<Request, Answer> {
  /** How long the first of a group waits for others; where a group takes long itself, a part of that. */
  waitMs: number;
  mostAtOnce: number;
  /** Once so many of such are there, nobody else can be expected soon: waiting on would only cost time. */
  complete?: { of: (request: Request) => boolean; count: () => number };
  /** Answers in the order of the requests. */
  run: (requests: Request[]) => Promise<Answer[]>;
}

interface Group<Request, Answer> {
  options: GroupOptions<Request, Answer>;
  waiting: Waiting<Request, Answer>[];
  /** Those of the waiting that make it complete. */
  completing: number;
  isRunning: boolean;
  timer: NodeJS.Timeout | undefined;
  lastTookMs: number;
}

const longestWaitMs = 20;
const shareOfLast = 0.3;

/**
 * Turns many small transactions into few: what is asked within a few milliseconds, or while the last group is still being
 * committed, is answered together. One group at a time.
 */
export function groupRequests<Request, Answer>(
  options: GroupOptions<Request, Answer>,
): (request: Request) => Promise<Answer> {
  const group: Group<Request, Answer> = {
    options,
    waiting: [],
    completing: 0,
    isRunning: false,
    timer: undefined,
    lastTookMs: 0,
  };
  return (request) =>
    new Promise((resolve, reject) => {
      group.waiting.push({ request, resolve, reject });
      if (options.complete?.of(request)) group.completing++;
      startWhenReady(group);
    });
}

function startWhenReady<Request, Answer>(group: Group<Request, Answer>): void {
  const { options, waiting } = group;
  if (group.isRunning || waiting.length === 0) return;
  const isFull = waiting.length >= options.mostAtOnce;
  if (isFull || (options.complete && group.completing >= options.complete.count())) void run(group);
  else {
    const waitMs = Math.min(longestWaitMs, Math.max(options.waitMs, group.lastTookMs * shareOfLast));
    group.timer ??= setTimeout(() => void run(group), waitMs);
  }
}

async function run<Request, Answer>(group: Group<Request, Answer>): Promise<void> {
  clearTimeout(group.timer);
  group.timer = undefined;
  group.isRunning = true;
  const startedAt = performance.now();
  await answerGroup(group.options, takeGroup(group));
  group.lastTookMs = performance.now() - startedAt;
  group.isRunning = false;
  startWhenReady(group);
}

function takeGroup<Request, Answer>(group: Group<Request, Answer>): Waiting<Request, Answer>[] {
  const { options, waiting } = group;
  const taken = waiting.splice(0, options.mostAtOnce);
  group.completing = waiting.filter(({ request }) => options.complete?.of(request)).length;
  return taken;
}

async function answerGroup<Request, Answer>(
  options: GroupOptions<Request, Answer>,
  group: Waiting<Request, Answer>[],
): Promise<void> {
  try {
    const answers = await options.run(group.map(({ request }) => request));
    for (const [index, { resolve, reject }] of group.entries()) {
      const answer = answers[index];
      if (answer === undefined) reject(new Error("a request without an answer"));
      else resolve(answer);
    }
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
