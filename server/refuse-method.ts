import type { Request, RequestHandler, Response } from 'express';
import { Problem, sendProblem } from './problem';

/** Answers 405 to a method that a path does not take, and says in `Allow` which it does. To be mounted behind those. */
export function refuseMethod(methods: readonly string[]): RequestHandler {
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return (request: Request, response: Response) => {
    response.setHeader('Allow', allowed.join(', '));
    sendProblem(response, new Problem('method_not_allowed', `${request.method} is not among ${allowed.join(', ')}.`));
  };
}
