import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { deviceClass } from '../../domain/insight/dimensions.js';
import { utcMonth } from '../../domain/insight/months.js';
import { reaches } from '../../domain/levels/levels.js';
import { parseVtr, wantedLevel } from '../../domain/levels/vectors.js';
import { ownClient } from '../../domain/partners/own-client.js';
import type { Store } from '../../store/database.js';
import type { Visit } from '../../store/insight/journey-notes.js';
import { chosenLanguage } from '../../ui/http/frame.js';
import { languageFrom, languages } from '../../ui/words/languages.js';
import { tripOf } from './requests/trip.js';
import { achievedBy, levelOfVot } from './tokens/achieved.js';

type Context = KoaContextWithOIDC & { acceptsLanguages(...some: string[]): string | false };

/**
 * Notes for the figures where a partner's request comes to Surety and leaves it: that somebody landed, went back, got what the partner had
 * asked for, and that an account was in use this month. To be called before the provider's routes are mounted.
 */
export function watchTrips(
  provider: Provider,
  { journeyNotes, journeyEvents }: Pick<Store, 'journeyNotes' | 'journeyEvents'>,
): void {
  provider.use(async (context, next) => {
    await next();
    const ctx = context as unknown as Context;
    const { route, client, entities } = ctx.oidc ?? {};
    if ((route !== 'authorization' && route !== 'resume') || !client || client.clientId === ownClient) return;
    const { AuthorizationCode: code, Interaction: interaction } = entities;
    const refused = !code && (ctx.response.get('location') ?? '').includes('error=');
    const landed = route === 'authorization' && !refused;
    const left = code || (route === 'resume' && refused);
    if (!landed && !left) return;
    const at = new Date();
    const visit = visitOf(ctx, client.clientId);
    // A request that was refused at once brought nobody who could have gone on.
    if (landed) journeyNotes.note({ visit, at, kind: 'landed' });
    if (!left) return;
    const journeyId = (interaction?.lastSubmission as { journey?: unknown } | undefined)?.journey;
    const trips = [{ visit }, ...(typeof journeyId === 'string' ? [{ journeyId }] : [])];
    for (const trip of trips) journeyNotes.note({ ...trip, at, kind: 'returned' });
    if (!code?.accountId) return;
    const level = levelOfVot(achievedBy(code)?.vot);
    if (reaches(level, visit.level)) for (const trip of trips) journeyNotes.note({ ...trip, at, kind: 'succeeded' });
    noteUse(code.accountId, visit, at);
  });

  /** Once a month for each account, and once for each partner besides: of whom nobody can tell by the note. */
  function noteUse(accountId: string, visit: Visit, at: Date): void {
    const month = utcMonth(at);
    const subject = journeyEvents.subjectOf(`user ${accountId} ${month}`);
    const ofPartner = journeyEvents.subjectOf(`user ${accountId} ${month} ${visit.partner}`);
    journeyNotes.note({ visit: { ...visit, subject }, at, kind: 'user' });
    journeyNotes.note({ visit: { ...visit, subject: ofPartner }, at, kind: 'partner-user' });
  }

  function languageOf(ctx: Context, locales: string): Visit['language'] {
    const asked = locales.split(' ').map(languageFrom).find(Boolean);
    const secure = provider.issuer.startsWith('https:');
    return chosenLanguage(ctx.req, secure) ?? asked ?? languageFrom(ctx.acceptsLanguages(...languages)) ?? 'en';
  }

  function visitOf(ctx: Context, partner: string): Visit {
    const { vtr, ui_locales: locales } = (ctx.oidc.params ?? {}) as { vtr?: string; ui_locales?: string };
    return {
      partner,
      level: wantedLevel(parseVtr(vtr ?? '') ?? []),
      device: deviceClass(ctx.req.headers['user-agent']),
      language: languageOf(ctx, locales ?? ''),
      subject: journeyEvents.subjectOf(tripOf(ctx.oidc.params ?? {})),
    };
  }
}
