import { createSecretBox, parseSecretKey } from '../../../store/secret-box';

const key = (fill: number) => ({ id: `k${fill}`, key: Buffer.alloc(32, fill) });

describe('the secret box', () => {
  it('opens what it sealed, in the same context only', () => {
    const box = createSecretBox([key(1)]);
    const sealed = box.seal('a token', 'connection/hubspot');

    expect(sealed.includes('a token')).toBe(false);
    expect(box.open(sealed, 'connection/hubspot')).toBe('a token');
    expect(() => box.open(sealed, 'connection/other')).toThrow(
      expect.objectContaining({ code: 'secret_damaged' }) as Error,
    );
  });

  it('seals the same secret differently every time', () => {
    const box = createSecretBox([key(1)]);
    expect(box.seal('a token', 'x')).not.toEqual(box.seal('a token', 'x'));
  });

  it('opens with a former key and seals with the new one', () => {
    const old = createSecretBox([key(1)]).seal('a token', 'x');
    const rotated = createSecretBox([key(2), key(1)]);

    expect(rotated.open(old, 'x')).toBe('a token');
    const renewed = rotated.seal('a token', 'x');
    expect(createSecretBox([key(2)]).open(renewed, 'x')).toBe('a token');
    expect(() => createSecretBox([key(1)]).open(renewed, 'x')).toThrow(
      expect.objectContaining({ code: 'secret_key_unknown' }) as Error,
    );
  });

  it.each([0, 1, 5, 14, -1])('notices a changed byte at %d', (at) => {
    const box = createSecretBox([key(1)]);
    const sealed = box.seal('a token', 'x');
    const index = at < 0 ? sealed.length + at : at;
    sealed[index] = (sealed[index] ?? 0) ^ 1;
    expect(() => box.open(sealed, 'x')).toThrow();
  });

  it('notices what is cut off', () => {
    const box = createSecretBox([key(1)]);
    expect(() => box.open(box.seal('a token', 'x').subarray(0, 10), 'x')).toThrow(
      expect.objectContaining({ code: 'secret_damaged' }) as Error,
    );
  });

  it('reads keys in base64 and hex, and no other', () => {
    const { key: bytes } = key(3);
    expect(parseSecretKey(`${bytes.toString('base64')}\n`)).toEqual(bytes);
    expect(parseSecretKey(bytes.toString('hex'))).toEqual(bytes);
    expect(() => parseSecretKey('too short')).toThrow(
      expect.objectContaining({ code: 'secret_key_malformed' }) as Error,
    );
  });
});
