const mb = 1024 * 1024;

/**
 * How the built-in server runs beside the program on one machine: a quarter of the memory for its own cache, within limits
 * that suit a small machine and a large one, and checkpoints far apart, since each makes it write whole pages again. An
 * import is known to the planner before it is over.
 */
export function embeddedSettings(memoryBytes: number, socketFolder?: string): string[] {
  const cacheMb = Math.min(1024, Math.max(128, Math.floor(memoryBytes / 4 / mb)));
  return [
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${socketFolder ?? ""}`,
    "max_connections=200",
    `shared_buffers=${cacheMb}MB`,
    "max_wal_size=2GB",
    "checkpoint_timeout=15min",
    "autovacuum_naptime=30s",
    "jit=off",
  ];
}
