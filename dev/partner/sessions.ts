import { randomBytes } from 'node:crypto';
import { parse } from 'cookie';
import type { Request, Response } from 'express';
import type { Level } from '../../domain/levels.js';
import type { Pending } from './client.js';

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

const cookieName = 'riverside';

/** The portal's sessions, in memory: a restart signs everybody out here, and nobody at Surety. */
export class PortalSessions {
  readonly #sessions = new Map<string, PortalSession>();

  /** This browser's session; made, with its cookie, where there is none. */
  of(req: Request, res: Response): PortalSession {
    const id = parse(req.headers.cookie ?? '')[cookieName];
    const known = id && this.#sessions.get(id);
    if (known) return known;
    const session: PortalSession = { pending: new Map(), level: 'P9', verifications: [] };
    const fresh = randomBytes(24).toString('base64url');
    this.#sessions.set(fresh, session);
    res.cookie(cookieName, fresh, { httpOnly: true, sameSite: 'lax', path: '/' });
    return session;
  }
}
