import { cutConnections, OwnClient } from "./own-client.ts";

export interface WatchOptions {
  url: string;
  logger: { warn: (about: object, text: string) => void };
  /** Between two questions. */
  everyMs?: number;
  tickMs?: number;
  /** Without a word for so many ticks, the way to the database is gone. */
  silentTicks?: number;
}

export interface DatabaseWatch {
  stop: () => Promise<void>;
}

/**
 * A network that swallows everything ends no connection: whoever waits for an answer would wait for ever. So somebody asks
 * on a connection of their own, where no long statement is ever the reason of silence, and ends all of them when nothing
 * comes back.
 */
export function watchDatabase({
  url,
  logger,
  everyMs = 5_000,
  tickMs = 1_000,
  silentTicks = 10,
}: WatchOptions): DatabaseWatch {
  let client: OwnClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let asking: Promise<void> = Promise.resolve();
  const ask = async () => {
    if (!(await isAnswered(signOfLife(), { tickMs, silentTicks }))) {
      logger.warn({}, "the database does not answer: all connections to it are ended");
      cutConnections(url);
    }
    if (!isStopped) askLater();
  };
  const signOfLife = async () => {
    try {
      client ??= await connect(url);
      await client.query("SELECT 1");
    } catch {
      // A refusal is an answer; the next question goes over another connection.
      client = undefined;
    }
  };
  const askLater = () => {
    timer = setTimeout(() => {
      asking = ask();
    }, everyMs).unref();
  };
  askLater();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await asking;
      await client?.end();
    },
  };
}

async function connect(url: string): Promise<OwnClient> {
  const client = new OwnClient({ connectionString: url, application_name: "placet-watch" });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Counted in ticks: a process that slept has had one of them, whatever its clock says. */
function isAnswered(
  work: Promise<void>,
  { tickMs, silentTicks }: { tickMs: number; silentTicks: number },
): Promise<boolean> {
  return new Promise((resolve) => {
    let ticks = 0;
    const answer = (isHeard: boolean) => {
      clearInterval(ticking);
      resolve(isHeard);
    };
    const ticking = setInterval(() => {
      if (++ticks >= silentTicks) answer(false);
    }, tickMs);
    void work.then(() => answer(true));
  });
}
