import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';

/**
 * An agent that cuts a connection which stays silent. The client knows no time-out, and an answer that never comes would
 * stop the delivery for good. The error bears the code `ETIMEDOUT`.
 */
export function createHttpAgent(options: {
  readonly baseUrl: string;
  readonly timeoutMs: number;
}): http.Agent | https.Agent {
  const settings = { keepAlive: true, maxSockets: 4, timeout: options.timeoutMs };
  const agent = options.baseUrl.startsWith('http:') ? new http.Agent(settings) : new https.Agent(settings);
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (connection, callback) => {
    const socket = connect(connection, callback);
    if (socket != null) cutWhenSilent(socket, options.timeoutMs);
    return socket;
  };
  return agent;
}

function cutWhenSilent(socket: Duplex, timeoutMs: number): void {
  socket.on('timeout', () => {
    socket.destroy(Object.assign(new Error(`No answer within ${timeoutMs} ms.`), { code: 'ETIMEDOUT' }));
  });
}
