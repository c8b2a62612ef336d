import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { usePlaces } from './places';

/** How long a `g` waits for its second key. */
const CHORD_MS = 1_200;

/** `⌘K` / `Ctrl K` opens the palette, `g` and a letter goes to a screen. Not while somebody types. */
export function useShortcuts(openPalette: () => void): void {
  const navigate = useNavigate();
  const places = usePlaces();
  // Kept over renderings, which may fall between the two keys.
  const chordSince = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.key === 'g') {
        chordSince.current = event.timeStamp;
        return;
      }
      const place = places.find(({ key }) => key === event.key);
      if (place !== undefined && chordSince.current > 0 && event.timeStamp - chordSince.current < CHORD_MS) {
        event.preventDefault();
        void navigate(place.to);
      }
      chordSince.current = 0;
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, openPalette, places]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
