import net from "node:net";

export interface CommitCutter {
  url: string;
  /** The next COMMIT reaches the server, and its reply is swallowed with the connection. */
  cutNext: () => void;
  stop: () => Promise<void>;
}

/** Stands before PostgreSQL and makes the one moment in which nobody knows whether a transaction became true. */
export async function startCommitCutter(databaseUrl: string): Promise<CommitCutter> {
  const target = new URL(databaseUrl);
  let isArmed = false;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname);
    let isCutting = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("data", (bytes) => {
      if (isArmed && isCommit(bytes)) {
        isArmed = false;
        isCutting = true;
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (isCutting) client.destroy();
      else client.write(bytes);
    });
    client.on("close", () => upstream.end());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as net.AddressInfo).port);
  return {
    url: url.toString(),
    cutNext: () => {
      isArmed = true;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A statement that is `commit` and nothing else: as a simple query (after its length) or a parsed one (after its name). */
function isCommit(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  return text.includes("\x0bcommit\0") || text.includes("\0commit\0");
}
