import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { dateTime } from '../../words/times.js';
import { servicePage } from '../service.js';

const ROWS = 100;

/** Who changed what, newest first. */
export const historyPage = ({ store }: UiDeps) =>
  servicePage({
    path: 'history',
    needs: 'viewer',
    async show({ service, res }) {
      const entries = await store.audit.ofService(service._id, ROWS);
      const ids = entries.flatMap(({ actor, details }) => [actor.id, String(details?.who ?? '')]);
      const emails = new Map<string, string>();
      for (const id of new Set(ids)) {
        const account = id && (await store.accounts.byId(id));
        if (account) emails.set(id, store.accounts.contacts(account).email);
      }
      const { language } = frameOf(res);
      return {
        page: 'portal/history',
        model: {
          changes: entries.map(({ at, actor, action, details = {} }) => ({
            at: dateTime(at, language),
            who: emails.get(actor.id),
            staff: actor.kind !== 'person',
            action,
            details: Object.entries(details)
              .flatMap(([name, value]) => textOf(name, value, emails) ?? [])
              .join(' · '),
          })),
        },
      };
    },
  });

/** A detail of a change. What has the name of a setting says so, as documents name it; a value that was taken away is shown as a dash. */
function textOf(name: string, value: unknown, emails: ReadonlyMap<string, string>): string | undefined {
  const text = [value].flat().join(', ');
  const isSetting = /[A-Z]/.test(name) || settings.has(name);
  if (isSetting) return `${name}: ${text || '–'}`;
  if (typeof value === 'boolean') return value ? name : undefined;
  return text === '' ? undefined : (emails.get(text) ?? text);
}

/** Settings whose names are one word. */
const settings: ReadonlySet<string> = new Set(['scopes', 'vectors', 'dpop', 'profile', 'name']);
