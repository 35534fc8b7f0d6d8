import { sql } from "kysely";
import type { Platform } from "../../platform/platform.ts";

export interface SinkAddress {
  host: string;
  port: number;
}

export async function saveSinkAddress(platform: Platform, address: SinkAddress): Promise<void> {
  await sql`
    INSERT INTO senders.demo_sink (only_one, host, port) VALUES (true, ${address.host}, ${address.port})
    ON CONFLICT (only_one) DO UPDATE SET host = excluded.host, port = excluded.port, announced_at = platform.current_time()`.execute(
    platform.database,
  );
}

export async function findSinkAddress(platform: Platform): Promise<SinkAddress | undefined> {
  const { rows } = await sql<SinkAddress>`SELECT host, port FROM senders.demo_sink WHERE only_one`.execute(
    platform.database,
  );
  return rows[0];
}
