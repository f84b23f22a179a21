import type { ListedPiece } from '../../../store/verification/evidence.js';

/** A picture to be shown: where it lies, what it is, and at which attempt of its kind it was taken (from 1). */
export type Picture = {
  id: string;
  kind: 'document' | 'portrait' | 'face-frame' | 'face-photo' | 'attached';
  attempt: number;
  pose?: string;
  /** Of one that a caseworker attached: what it shows. */
  shows?: string;
  /** Of one side of a card: the pictures of its other side. */
  beside?: readonly string[];
};

/** A case's pictures: those of the newest attempt at each capture, and of the attempts before. */
export type Pictures = {
  document: Picture[];
  portrait: Picture[];
  face: Picture[];
  attached: Picture[];
  earlier: Picture[];
};

/** @param pieces of one case, oldest first; frames of a scan are put in the order they were taken */
export function sortPictures(pieces: readonly ListedPiece[]): Pictures {
  const inOrder = pieces.toSorted((a, b) => Number(a.tags?.at ?? 0) - Number(b.tags?.at ?? 0));
  const pictures = countAttempts(inOrder.flatMap((piece) => pictureOf(piece) ?? []));
  const newest = (kinds: Picture['kind'][]) => {
    const those = pictures.filter(({ kind }) => kinds.includes(kind));
    const latest = Math.max(...those.map(({ attempt }) => attempt));
    return those.filter(({ attempt }) => attempt === latest);
  };
  const document = newest(['document']);
  const otherSides = new Set(document.flatMap(({ beside = [] }) => beside));
  const shown = {
    document: [...pictures.filter(({ id }) => otherSides.has(id)), ...document],
    portrait: newest(['portrait']),
    face: newest(['face-frame', 'face-photo']),
    attached: pictures.filter(({ kind }) => kind === 'attached'),
  };
  const latest = new Set(Object.values(shown).flat());
  return { ...shown, earlier: pictures.filter((picture) => !latest.has(picture)) };
}

/** The first picture of each pose (a photo has none), and the others of the scan, which show the same again. */
export function onePerPose(face: readonly Picture[]): { face: Picture[]; furtherFace: Picture[] } {
  const isFirst = ({ pose }: Picture, at: number) => face.findIndex((other) => other.pose === pose) === at;
  return { face: face.filter(isFirst), furtherFace: face.filter((picture, at) => !isFirst(picture, at)) };
}

/** Attempts are numbered per capture by the case, with gaps where nothing was kept: people count 1, 2, 3. */
function countAttempts(pictures: Picture[]): Picture[] {
  const capture = ({ kind }: Picture) => kind.startsWith('face');
  return pictures.map((picture) => {
    const those = pictures.filter((other) => capture(other) === capture(picture)).map(({ attempt }) => attempt);
    return { ...picture, attempt: [...new Set(those)].sort((a, b) => a - b).indexOf(picture.attempt) + 1 };
  });
}

function pictureOf({ _id: id, slot, attempt, mediaType, tags }: ListedPiece): Picture | undefined {
  const kinds = ['document', 'portrait', 'face-frame', 'face-photo', 'attached'] as const;
  const kind = kinds.find((one) => one === slot);
  if (!kind || !mediaType.startsWith('image/')) return undefined;
  return {
    ...{ id, kind, attempt },
    ...(tags?.pose === undefined ? {} : { pose: String(tags.pose) }),
    ...(tags?.kind === undefined ? {} : { shows: String(tags.kind) }),
    ...(tags?.beside === undefined ? {} : { beside: String(tags.beside).split(' ') }),
  };
}
