interface Waiting<Request, Answer> {
  request: Request;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

export interface GroupOptions<Request, Answer> {
  /** How long the first of a group waits for others; where a group takes long itself, a part of that. */
  waitMs: number;
  mostAtOnce: number;
  /** Whether nobody else can be expected soon, so that waiting on would only cost time. */
  isComplete?: () => boolean;
  /** Answers in the order of the requests. */
  run: (requests: Request[]) => Promise<Answer[]>;
}

interface Group<Request, Answer> {
  options: GroupOptions<Request, Answer>;
  waiting: Waiting<Request, Answer>[];
  isRunning: boolean;
  timer: NodeJS.Timeout | undefined;
  lastTookMs: number;
}

const longestWaitMs = 20;
const shareOfLast = 0.6;

/**
 * Turns many small transactions into few: what is asked within a few milliseconds, or while the last group is still being
 * committed, is answered together. One group at a time.
 */
export function groupRequests<Request, Answer>(
  options: GroupOptions<Request, Answer>,
): (request: Request) => Promise<Answer> {
  const group: Group<Request, Answer> = { options, waiting: [], isRunning: false, timer: undefined, lastTookMs: 0 };
  return (request) =>
    new Promise((resolve, reject) => {
      group.waiting.push({ request, resolve, reject });
      startWhenReady(group);
    });
}

function startWhenReady<Request, Answer>(group: Group<Request, Answer>): void {
  const { options, waiting } = group;
  if (group.isRunning || waiting.length === 0) return;
  const isFull = waiting.length >= options.mostAtOnce;
  if (isFull || options.isComplete?.()) void run(group);
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
  await answerGroup(group.options, group.waiting.splice(0, group.options.mostAtOnce));
  group.lastTookMs = performance.now() - startedAt;
  group.isRunning = false;
  startWhenReady(group);
}

async function answerGroup<Request, Answer>(
  options: GroupOptions<Request, Answer>,
  group: Waiting<Request, Answer>[],
): Promise<void> {
  try {
    const answers = await options.run(group.map(({ request }) => request));
    group.forEach(({ resolve, reject }, index) => {
      const answer = answers[index];
      if (answer === undefined) reject(new Error("a request without an answer"));
      else resolve(answer);
    });
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
