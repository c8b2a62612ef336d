import { rm } from 'node:fs/promises';
import './global-setup';

export default async function stopSharedServer(): Promise<void> {
  const shared = globalThis.leadlineTestServer;
  if (shared === undefined) return;
  await shared.server.stop();
  await rm(shared.folder, { recursive: true, force: true });
}
