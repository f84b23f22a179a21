import type { Pose } from '../../../evidence/liveness/pose.js';

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Drawn in a picture of 100 × 75, which lies over the mirrored video: a person's left is at its left. */
const paths: Readonly<Record<Pose, string>> = {
  centre: '',
  left: 'M26 37H8m0 0l7-7m-7 7l7 7',
  right: 'M74 37h18m0 0l-7-7m7 7l-7 7',
};

/** An oval to put the face in, and an arrow to where the head is to turn. For the eye only: the words say it too. */
export function makeArrow(): { element: SVGSVGElement; show(pose: Pose, holding: boolean): void } {
  const element = document.createElementNS(NAMESPACE, 'svg');
  element.setAttribute('class', 'surety-camera__guide');
  element.setAttribute('viewBox', '0 0 100 75');
  element.setAttribute('aria-hidden', 'true');
  const oval = document.createElementNS(NAMESPACE, 'ellipse');
  for (const [name, value] of Object.entries({ cx: '50', cy: '37', rx: '19', ry: '27' }))
    oval.setAttribute(name, value);
  const arrow = document.createElementNS(NAMESPACE, 'path');
  element.append(oval, arrow);
  return {
    element,
    show(pose, holding) {
      arrow.setAttribute('d', paths[pose]);
      element.dataset.pose = pose;
      element.classList.toggle('surety-camera__guide--holding', holding);
    },
  };
}
