import type { RequestHandler } from 'express';
import type { UiDeps } from '../../deps.js';
import type { Family } from '../../http/pages.js';
import type { ServiceContext } from '../service.js';
import { exportOf } from './exported.js';

/** The service as a file, to be brought over to another environment. */
export const exportRoute =
  ({ url }: Pick<UiDeps, 'url'>, family: Family<ServiceContext>): RequestHandler =>
  async (req, res) => {
    const context = await family.load(req, res);
    if (!context) return;
    res.set({
      'Cache-Control': 'no-store',
      'Content-Disposition': `attachment; filename="service-${context.row._id}.json"`,
    });
    res.json(exportOf(context.row, url, new Date()));
  };
