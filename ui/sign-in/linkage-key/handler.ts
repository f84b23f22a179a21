import { z } from 'zod';
import { parsePaperKey } from '../../../domain/linkage/linkage.js';
import type { UiDeps } from '../../deps.js';
import type { Page } from '../../http/pages.js';
import { submitToLinkage } from '../../workflows/linkage.js';
import { inputOf, type LinkageContext } from '../linkage/handler.js';

const paperForm = z.object({
  odsCode: z.string().max(100).catch(''),
  userId: z.string().max(200).catch(''),
  key: z.string().max(200).catch(''),
});

/** Takes the three details that a surgery gives on paper. */
export function paperKeyPage({ store, temporal }: UiDeps): Page<LinkageContext> {
  const page = 'sign-in/linkage-key';
  return {
    path: 'linkage-key',
    open: ({ state, ways }) => state.step === 'problem' && ways.includes('paper'),
    show: ({ base, state }) => ({
      page,
      form: { values: {}, errors: {}, nonce: state.nonce },
      model: { base, triesLeft: state.triesLeft },
    }),
    async submit({ req, base, state }) {
      const { nonce, step } = state;
      const here = { to: `${base}/linkage` };
      if (req.body?.nonce !== nonce) return here;
      const typed = paperForm.parse(req.body ?? {});
      const { keys, errors } = parsePaperKey(typed);
      if (Object.keys(errors).length > 0) {
        return { page, form: { values: typed, errors, nonce }, model: { base, triesLeft: state.triesLeft } };
      }
      await store.forms.put(nonce, keys, new Date());
      await submitToLinkage(temporal, inputOf(state), { nonce, step, action: 'paper' });
      return here;
    },
  };
}
