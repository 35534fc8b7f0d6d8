import type { Socket } from "node:net";
import pg from "pg";

const open = new Map<string, Set<OwnClient>>();

/** A connection that can be ended whoever holds it and whatever it waits for. */
export class OwnClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super(config);
    const url = config.connectionString ?? "";
    const clients = open.get(url) ?? new Set();
    open.set(url, clients.add(this));
    this.once("end", () => clients.delete(this));
  }

  cut(): void {
    (this as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  }
}

/** All of this process to that database: what they were asked fails now, and is never answered. */
export function cutConnections(url: string): void {
  for (const client of [...(open.get(url) ?? [])]) client.cut();
}
