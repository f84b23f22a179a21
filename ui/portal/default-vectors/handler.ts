import { defaultVtr, parseVtr, vectorText } from '../../../domain/levels/vectors.js';
import type { UiDeps } from '../../deps.js';
import { chosenIn, settingsPage } from '../settings-page.js';

/** What a request asks for that names no vector. */
export const defaultVectorsPage = (deps: UiDeps) =>
  settingsPage(deps, {
    path: 'default-vectors',
    action: 'service.default_vectors_changed',
    model: ({ vectors, defaultVectors = [] }) => ({
      vectors: [...new Set([...vectors, ...defaultVectors])].map((value) => ({
        value,
        checked: defaultVectors.includes(value),
      })),
      usual: parseVtr(defaultVtr)
        ?.map(vectorText)
        .filter((one) => vectors.includes(one)),
      chosen: defaultVectors.length > 0,
    }),
    read({ defaultVectors }, { vectors, defaultVectors: before = [] }) {
      const chosen = chosenIn(defaultVectors, [...new Set([...vectors, ...before])]);
      return { defaultVectors: chosen.length > 0 ? chosen : undefined };
    },
  });
