/** The rep of examples/demo whom nobody plays but the person in front of the screen. */
export const YOU = 'ana';
