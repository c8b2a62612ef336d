import { Webhook } from 'standardwebhooks';
import { isSigned, MOST_SECRETS } from '../../../pipeline/webhook-signature';

const secretOf = (byte: number): string => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const BODY = Buffer.from('{"test": 2432232314}');
const NOW = 1_614_265_330_000;

const headersOf = (fields: { secret?: string; id?: string; seconds?: number } = {}): Record<string, string> => {
  const { secret = secretOf(7), id = 'msg_1', seconds = NOW / 1000 } = fields;
  const signature = new Webhook(secret).sign(id, new Date(seconds * 1000), BODY.toString());
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signature };
};

describe('isSigned', () => {
  beforeEach(() => void jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate'] }));
  afterEach(() => void jest.useRealTimers());

  // The vector of the standard's own tests.
  it('takes the published example', () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
    expect(isSigned({ body: BODY, headers, secrets })).toBe(true);
    expect(isSigned({ body: Buffer.from('{"test": 2432232315}'), headers, secrets })).toBe(false);
  });

  it('takes a message up to five minutes old or ahead, and none beyond', () => {
    const at = (seconds: number): boolean =>
      isSigned({ body: BODY, headers: headersOf({ seconds: NOW / 1000 + seconds }), secrets: [secretOf(7)] });
    expect([-300, 0, 300].map(at)).toEqual([true, true, true]);
    expect([-301, 301].map(at)).toEqual([false, false]);
  });

  it('takes any of the active secrets', () => {
    const secrets = Array.from({ length: MOST_SECRETS }, (_, index) => secretOf(20 + index));
    for (const secret of secrets) expect(isSigned({ body: BODY, headers: headersOf({ secret }), secrets })).toBe(true);
  });

  it('takes nothing for a connection without secrets, not even what its decoys would sign', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      expect(isSigned({ body: BODY, headers: headersOf({ secret: secretOf(byte) }), secrets: [] })).toBe(false);
    }
  });

  it('signs the bytes and not their text: what is no UTF-8 is told apart', () => {
    const headers = {
      ...headersOf(),
      'webhook-signature': new Webhook(secretOf(7)).sign('msg_1', new Date(NOW), '\uFFFD'),
    };
    expect(isSigned({ body: Buffer.from([0xff]), headers, secrets: [secretOf(7)] })).toBe(false);
    expect(isSigned({ body: Buffer.from('\uFFFD'), headers, secrets: [secretOf(7)] })).toBe(true);
  });

  it('refuses what lacks a header', () => {
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      expect(isSigned({ body: BODY, headers: { ...headersOf(), [name]: undefined }, secrets: [secretOf(7)] })).toBe(
        false,
      );
    }
  });
});
