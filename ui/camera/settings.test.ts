import { expect, test } from '@jest/globals';
import { wordList } from '../words/words.js';
import { documentCameraSettings, faceCameraSettings } from './settings.js';

test('each page gets its own words and the errors, and nothing that could end the script element', () => {
  const page = JSON.parse(documentCameraSettings('en'));
  expect(page.words.open).toBe('Use the camera');
  expect(page.words['error.denied']).toContain('upload a photo');
  expect(page.words.start).toBeUndefined();
  const face = faceCameraSettings(
    'cy',
    { poses: ['centre', 'left'], colours: ['blue'] },
    600,
    '/assets/face-worker.js',
  );
  expect(face).not.toContain('<');
  expect(JSON.parse(face)).toMatchObject({
    poses: ['centre', 'left'],
    colours: ['blue'],
    secondsLeft: 600,
    worker: '/assets/face-worker.js',
    models: '/assets/models/',
  });
});

test('every text is there in both languages, differs, and has the same places', () => {
  const [english, welsh] = [wordList('camera', 'en'), wordList('camera', 'cy')];
  expect(Object.keys(welsh)).toEqual(Object.keys(english));
  const places = (text = '') => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [key, text] of Object.entries(english)) {
    expect(welsh[key]).not.toBe(text);
    expect(places(welsh[key])).toEqual(places(text));
  }
});
