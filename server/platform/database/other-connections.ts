import pg from "pg";

/** Connections of other processes to that database; our own pools are closed by now. */
export async function countOtherConnections(superuserUrl: string, database: string): Promise<number> {
  const client = new pg.Client({ connectionString: superuserUrl });
  // Another process may stop the server at this moment: the question fails then, not the program.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*) AS count FROM pg_stat_activity WHERE datname = $1",
      [database],
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}
