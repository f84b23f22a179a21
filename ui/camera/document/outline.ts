import type { Corners } from '../../../evidence/document/corners/find-corners.js';

const NAMESPACE = 'http://www.w3.org/2000/svg';
/** Of the picture's sides: where the document should come to lie, in a passport page's proportions. */
const PLACE = 0.84;
const ASPECT = 1.42;

/**
 * A frame to put the document in, and the edges that were found. For the eye only: the words say it too. With reduced motion the frame
 * alone is shown, which stands still.
 */
export function makeOutline(): {
  element: SVGSVGElement;
  show(corners: Corners | undefined, width: number, height: number, good: boolean): void;
} {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const element = document.createElementNS(NAMESPACE, 'svg');
  element.setAttribute('class', 'surety-camera__guide');
  element.setAttribute('aria-hidden', 'true');
  const place = document.createElementNS(NAMESPACE, 'rect');
  const edges = document.createElementNS(NAMESPACE, 'polygon');
  element.append(place, edges);
  return {
    element,
    show(corners, width, height, good) {
      element.setAttribute('viewBox', `0 0 ${width} ${height}`);
      const across = Math.min(width * PLACE, height * PLACE * ASPECT);
      const down = across / ASPECT;
      const figures = { x: (width - across) / 2, y: (height - down) / 2, width: across, height: down, rx: width / 60 };
      for (const [name, value] of Object.entries(figures)) place.setAttribute(name, String(Math.round(value)));
      const points = calm ? [] : (corners ?? []);
      edges.setAttribute('points', points.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`).join(' '));
      element.classList.toggle('surety-camera__guide--holding', good);
    },
  };
}
