import { ApiError } from '../api-error';
import type { Answer } from '../call';
import type { FaultAnswer } from './fault';

/** What goes over the wire: an answer, or the way in which there is none. */
export type WireAnswer =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'raw'; readonly status: number; readonly contentType: string | null; readonly body: string }
  | { readonly kind: 'cut' }
  | { readonly kind: 'cut-body'; readonly answer: Answer }
  | { readonly kind: 'stall' };

/** @param trueAnswer what the call came to, or undefined when it was not carried out */
export function faultyAnswer(fault: FaultAnswer, trueAnswer: Answer | undefined): WireAnswer {
  switch (fault.kind) {
    case 'true':
    case 'expire-token':
      return { kind: 'answer', answer: trueAnswer ?? statusAnswer(500) };
    case 'status': {
      const usual = statusAnswer(fault.status);
      const headers = { ...usual.headers, ...fault.headers };
      return { kind: 'answer', answer: { ...usual, headers, ...(fault.body !== undefined && { body: fault.body }) } };
    }
    case 'html':
      return { kind: 'raw', status: 502, contentType: 'text/html', body: badGatewayPage };
    case 'empty':
      return { kind: 'raw', status: 200, contentType: null, body: '' };
    case 'broken-json': {
      const text = JSON.stringify(trueAnswer?.body ?? { status: 'COMPLETE' });
      const status = trueAnswer?.status ?? 200;
      return { kind: 'raw', status, contentType: 'application/json;charset=utf-8', body: text.slice(0, -1) };
    }
    case 'cut':
      return { kind: 'cut' };
    case 'cut-body':
      return { kind: 'cut-body', answer: trueAnswer ?? { status: 200, body: {} } };
    case 'stall':
      return { kind: 'stall' };
  }
}

const badGatewayPage =
  '<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n';

const messages: Readonly<Record<number, string>> = {
  423: 'The resource is locked by another operation. Please retry later.',
  429: 'You have reached your ten_secondly_rolling limit.',
  477: 'Migration in progress.',
  500: 'internal error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
};

function statusAnswer(status: number): Answer {
  const error = new ApiError({
    status,
    message: messages[status] ?? 'internal error',
    ...(status === 429 && { extra: { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' } }),
    ...(status === 423 && { category: 'LOCKED' }),
    ...(status === 477 && { headers: { 'Retry-After': '2' } }),
  });
  return { status, body: error.body(), headers: error.headers };
}
