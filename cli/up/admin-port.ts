type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The worker's environment beside a server with this one: where the user has set an admin port, the server takes it and the
 * worker the one after it, since two cannot listen on one.
 */
export function withNextAdminPort(env: Environment): Environment {
  const port = Number(env['LEADLINE_ADMIN_PORT'] ?? '');
  // Not set, wrong (which the server says), or any free one.
  if (!Number.isInteger(port) || port === 0) return env;
  return { ...env, LEADLINE_ADMIN_PORT: String(port + 1) };
}
