import type { RequestHandler } from 'express';
import type { Store } from '../../../store/database.js';

/** A partner's picture, from our own origin. Its id changes with it, so browsers may keep it. */
export const serveLogo =
  ({ logos }: Pick<Store, 'logos'>): RequestHandler =>
  async (req, res, next) => {
    const png = await logos.byId(String(req.params.id));
    if (!png) return next();
    res.set({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
    });
    res.type('png').end(png);
  };
