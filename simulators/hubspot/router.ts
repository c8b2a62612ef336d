import type { Endpoint } from './call';

export interface RouteMatch {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

interface Route {
  readonly endpoint: Endpoint;
  readonly segments: readonly string[];
}

/** Finds the endpoint of a request; fixed segments win over named ones, trailing slashes do not matter. */
export class Router {
  readonly #routes: readonly Route[];

  constructor(endpoints: readonly Endpoint[]) {
    this.#routes = endpoints
      .map((endpoint) => ({ endpoint, segments: segmentsOf(endpoint.path) }))
      .sort((left, right) => namedSegments(left) - namedSegments(right));
  }

  match(method: string, path: string): RouteMatch | undefined {
    const segments = segmentsOf(path);
    for (const { endpoint, segments: pattern } of this.#routes) {
      if (endpoint.method !== method || pattern.length !== segments.length) continue;
      if (!pattern.every((part, index) => isNamed(part) || part === segments[index])) continue;
      const params = pattern.flatMap((part, index) =>
        isNamed(part) ? [[part.slice(1, -1), decodeSegment(segments[index] ?? '')] as const] : [],
      );
      return { endpoint, params: Object.fromEntries(params) };
    }
    return undefined;
  }
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function namedSegments(route: Route): number {
  return route.segments.filter(isNamed).length;
}

function isNamed(segment: string): boolean {
  return segment.startsWith('{');
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray percent sign: taken as it is, it will name nothing.
    return segment;
  }
}
