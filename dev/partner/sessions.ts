import { randomBytes } from 'node:crypto';
import { parse } from 'cookie';
import type { Request, Response } from 'express';
import type { Level } from '../../domain/levels.js';
import type { Pending } from './client.js';
import type { Who } from './who.js';

/** What the portal knows of one browser. */
export interface PortalSession {
  /** Sign-ins under way, by their state: several tabs may each have one. */
  pending: Map<string, Pending>;
  /** The level last asked for: asked for again when Surety sends the person back to begin anew. */
  level: Level;
  signedIn?: { idToken: string; idClaims: Record<string, unknown>; userinfo: Record<string, unknown> };
  /** Verifications begun through the partner API. */
  verifications: { id: string; reference: string; url?: string }[];
}

/** The portal's sessions, in memory: a restart signs everybody out here, and nobody at Surety. */
export class PortalSessions {
  readonly #sessions = new Map<string, PortalSession>();

  constructor(readonly who: Pick<Who, 'id' | 'level'>) {}

  /** This browser's session; made, with its cookie, where there is none. */
  of(req: Request, res: Response): PortalSession {
    const id = parse(req.headers.cookie ?? '')[this.who.id];
    const known = id && this.#sessions.get(id);
    if (known) return known;
    const session: PortalSession = { pending: new Map(), level: this.who.level, verifications: [] };
    const fresh = randomBytes(24).toString('base64url');
    this.#sessions.set(fresh, session);
    res.cookie(this.who.id, fresh, { httpOnly: true, sameSite: 'lax', path: '/' });
    return session;
  }

  /** Signs out whoever is meant, in whatever browser. @returns how many were */
  end(isMeant: (idClaims: Record<string, unknown>) => boolean): number {
    const meant = [...this.#sessions.values()].filter(({ signedIn }) => signedIn && isMeant(signedIn.idClaims));
    for (const session of meant) session.signedIn = undefined;
    return meant.length;
  }
}
