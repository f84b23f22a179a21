import { signingAlgorithms } from '../../../domain/partners/signing-algorithms.js';
import type { UiDeps } from '../../deps.js';
import { settingsPage, tickedIn } from '../settings-page.js';

/** How tokens are signed for the partner, and whether it gets refresh tokens. */
export const tokensPage = (deps: UiDeps) =>
  settingsPage(deps, {
    path: 'tokens',
    action: 'service.tokens_changed',
    model: ({ idTokenAlg, refreshTokens, profile }) => ({
      idTokenAlg: idTokenAlg ?? 'usual',
      usual: profile ? 'PS256' : 'RS512',
      refreshTokens: Boolean(refreshTokens),
      algorithms: signingAlgorithms,
    }),
    read: ({ idTokenAlg, refreshTokens }) => ({
      idTokenAlg: signingAlgorithms.find((one) => one === idTokenAlg),
      refreshTokens: tickedIn(refreshTokens),
    }),
  });
