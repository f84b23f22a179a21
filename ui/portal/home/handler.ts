import { missingIn } from '../../../store/working-partner.js';
import type { UiDeps } from '../../deps.js';
import { servicePage } from '../service.js';
import { stateOf } from './state.js';

/** A service at a glance: whether it works, what is missing, and where everything is. */
export const homePage = ({ url, environment }: UiDeps) =>
  servicePage({
    path: '',
    needs: 'viewer',
    show({ row, role }) {
      const now = new Date();
      return {
        page: 'portal/home',
        model: {
          home: true,
          environment,
          issuer: url,
          role,
          state: stateOf(row, now),
          missing: row.kept ? missingIn(row, now) : [],
          refusal: row.kept?.refused?.reason,
        },
      };
    },
  });
