import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import { Router, type RequestHandler } from 'express';
import helmet from 'helmet';
import sirv from 'sirv';

const YEAR_S = 365 * 24 * 60 * 60;

/** No script but our own files; styles also inline, since Mantine's components set them so. */
const contentPolicy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
});

/**
 * The built console at `/`: hashed assets to be kept for good, index.html for every address of the console's own, compressed.
 * The API's paths are left to the API. Throws where the folder holds no console.
 */
export function serveConsole(folder: string): Router {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`${folder} holds no built console: no index.html.`);
  const router = Router();
  const files = sirv(folder, {
    single: true,
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders: (response, pathname) => {
      const kept = pathname.startsWith('/assets/');
      response.setHeader('Cache-Control', kept ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
    },
  });
  router.use(forConsole(contentPolicy), forConsole(compression()), forConsole(files));
  return router;
}

/** Skipped by everything that is not a reading of the console's. */
const forConsole =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads && !/^\/api(\/|$)/.test(request.path)) handler(request, response, next);
    else next();
  };
