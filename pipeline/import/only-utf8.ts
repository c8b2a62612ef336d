import { Transform } from 'node:stream';
import { lineNotUtf8, utf16Name } from '../../config/encoding';
import { LeadlineError } from '../../domain/errors';

/** A character of UTF-8 has at most three bytes after its first. */
const MOST_FOLLOWING = 3;
const isFollowing = (byte: number): boolean => (byte & 0b1100_0000) === 0b1000_0000;

/**
 * Passes bytes through and fails at the first that is not UTF-8, rather than storing a replacement character for it.
 * Fails with `csv_not_utf8`, `csv_utf16`.
 */
export function onlyUtf8(): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let before: Buffer = Buffer.alloc(0);
  let begun = false;

  const check = (chunk: Buffer): Error | null => {
    const utf16 = begun ? null : utf16Name(chunk);
    begun = true;
    if (utf16 !== null) return isUtf16(utf16);
    try {
      decoder.decode(chunk, { stream: true });
      return null;
    } catch (cause) {
      return isNotUtf8(line - 1 + lineWithin(before, chunk), cause);
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const error = check(chunk);
      for (const byte of chunk) if (byte === 0x0a) line += 1;
      before = chunk.subarray(-MOST_FOLLOWING);
      done(error, chunk);
    },
    flush(done) {
      try {
        decoder.decode();
        done();
      } catch (cause) {
        done(isNotUtf8(line, cause));
      }
    },
  });
}

/** The line of the chunk, counted from 1, on which it stops being UTF-8. Its first character may have begun in the chunk before. */
function lineWithin(before: Buffer, chunk: Buffer): number {
  const start = before.findIndex((byte) => !isFollowing(byte));
  const carried = before.subarray(start === -1 ? before.length : start);
  const feeds = carried.filter((byte) => byte === 0x0a).length;
  return (lineNotUtf8(Buffer.concat([carried, chunk])) ?? 1) - feeds;
}

const isNotUtf8 = (line: number, cause: unknown): LeadlineError =>
  new LeadlineError('csv_not_utf8', `The file is not UTF-8 (line ${line}).`, {
    remedy: 'Save it as "CSV UTF-8", or convert it: iconv -f WINDOWS-1252 -t UTF-8.',
    cause,
  });

const isUtf16 = (name: string): LeadlineError =>
  new LeadlineError('csv_utf16', 'The file is UTF-16, not UTF-8.', {
    remedy: `Save it as "CSV UTF-8", or convert it: iconv -f ${name} -t UTF-8.`,
  });
