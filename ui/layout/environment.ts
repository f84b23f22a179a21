import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { projectRoot } from '../../platform/root.js';

/** Templates of the pages (below `ui/`) and of the NHS.UK front end. Everything is escaped unless a template says otherwise. */
export const templates: nunjucks.Environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([join(projectRoot, 'ui'), join(projectRoot, 'node_modules', 'nhsuk-frontend', 'dist')]),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
);
