import type { LivenessChallenge } from '../../evidence/liveness/challenge.js';
import type { Language } from '../words/languages.js';
import { wordList } from '../words/words.js';

/** What a page's camera code is told, in `<script type="application/json" id="camera-settings">`. */
export interface CameraSettings {
  /** Text by key, as in `en.json` of this folder, without the `document.` or `face.` in front. */
  readonly words: Readonly<Record<string, string>>;
}

/** What the face scan is told besides. */
export interface FaceCameraSettings extends CameraSettings, LivenessChallenge {
  /** Until the challenge ends, from when the page was sent. */
  readonly secondsLeft: number;
  /** Address of the script that looks for faces. */
  readonly worker: string;
  /** Address of the folder with the models, with a slash at its end. */
  readonly models: string;
}

/** The document page's settings: JSON to be put into its script element unescaped (`| safe`). */
export function documentCameraSettings(language: Language): string {
  return inScript({ words: wordsUnder(language, 'document.') } satisfies CameraSettings);
}

/** The face page's settings: JSON to be put into its script element unescaped (`| safe`). @param worker address of `face-worker.js` */
export function faceCameraSettings(
  language: Language,
  challenge: LivenessChallenge,
  secondsLeft: number,
  worker: string,
): string {
  return inScript({
    words: wordsUnder(language, 'face.'),
    ...challenge,
    secondsLeft,
    worker,
    models: '/assets/models/',
  } satisfies FaceCameraSettings);
}

function wordsUnder(language: Language, prefix: string): Record<string, string> {
  const entries = Object.entries(wordList('camera', language));
  return Object.fromEntries([
    ...entries.filter(([key]) => key.startsWith(prefix)).map(([key, text]) => [key.slice(prefix.length), text]),
    ...entries.filter(([key]) => key.startsWith('error.')),
  ]);
}

/** No `<` may stand in a script element, or it could end it. */
function inScript(settings: object): string {
  return JSON.stringify(settings).replaceAll('<', '\\u003c');
}
