const WHOLE_SECOND_MS = 1_000;

/** How far the server's clock is ahead of the browser's. */
let aheadMs = 0;

/** The server's time: deadlines are the server's, and clocks of computers differ by minutes. */
export const serverNow = (): number => Date.now() + aheadMs;

/**
 * `fetch` that learns the server's time from every answer. Its `Date` header names the second in which the answer was
 * begun, somewhere between asking and receiving: what was known so far is kept unless it cannot be true.
 */
export async function fetchByServerClock(request: Request): Promise<Response> {
  const askedAt = Date.now();
  const response = await fetch(request);
  const saidAt = Date.parse(response.headers.get('Date') ?? '');
  if (Number.isFinite(saidAt)) {
    const [least, most] = [saidAt - Date.now(), saidAt + WHOLE_SECOND_MS - askedAt];
    aheadMs = Math.min(Math.max(aheadMs, least), most);
  }
  return response;
}
