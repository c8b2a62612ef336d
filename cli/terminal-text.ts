/** What a terminal obeys instead of showing it: control characters, and those that turn the direction of writing. */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text for people, with `\u001b` in place of an escape and the like; its own line ends and tabs stay. */
export const terminalText = (text: string): string =>
  text.replace(OBEYED, (character) => (character === '\n' || character === '\t' ? character : escaped(character)));

/** A value that has to stay on its line, e.g. a name in a table. */
export const terminalLine = (value: string): string => value.replace(OBEYED, escaped);
