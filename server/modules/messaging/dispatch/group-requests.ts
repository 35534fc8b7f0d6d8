interface Waiting<Request, Answer> {
  request: Request;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

export interface GroupOptions<Request, Answer> {
  /** How long the first of a group waits for others. */
  waitMs: number;
  mostAtOnce: number;
  /** Answers in the order of the requests. */
  run: (requests: Request[]) => Promise<Answer[]>;
}

/**
 * Turns many small transactions into few: what is asked within a few milliseconds, or while the last group is still being
 * committed, is answered together. One group at a time.
 */
export function groupRequests<Request, Answer>(
  options: GroupOptions<Request, Answer>,
): (request: Request) => Promise<Answer> {
  let waiting: Waiting<Request, Answer>[] = [];
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;

  const run = async (group: Waiting<Request, Answer>[]) => {
    isRunning = true;
    await answerGroup(options, group);
    isRunning = false;
    if (waiting.length > 0) start();
  };
  const start = () => {
    clearTimeout(timer);
    timer = undefined;
    const group = waiting.slice(0, options.mostAtOnce);
    waiting = waiting.slice(options.mostAtOnce);
    void run(group);
  };
  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      if (isRunning) return;
      if (waiting.length >= options.mostAtOnce) start();
      else timer ??= setTimeout(start, options.waitMs);
    });
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
