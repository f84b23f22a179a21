import { type Access, accessOf, meanings } from './access.js';
import { unconnectedApp } from './app.js';
import { type Route, routesOf } from './walk.js';

/** Every route and who may ask for it, as docs/routes.md shows them: for each address in the order of the alphabet, one row by rule. */
export async function routesTable(): Promise<string> {
  const routes = await routesOf(unconnectedApp);
  const rows = new Map<string, { path: string; access: Access; methods: string[] }>();
  for (const route of routes.toSorted(byAddress)) {
    const access = accessOf(route);
    if (!access) throw new Error(`nobody has said who may ask for ${route.method} ${route.path}: dev/routes/access.ts`);
    const key = `${route.path} ${access}`;
    const row = rows.get(key) ?? { path: route.path, access, methods: [] };
    rows.set(key, { ...row, methods: [...row.methods, route.method] });
  }
  const lines = [...rows.values()].map(
    ({ path, access, methods }) => `| \`${path}\` | ${methods.join(', ')} | ${access} |`,
  );
  const words = Object.entries(meanings).map(([access, meaning]) => `| ${access} | ${meaning} |`);
  return [
    ...['| Who | What it means |', '| --- | --- |', ...words],
    '| staff: … | A member of staff whose role has this capability (domain/casework/staff-roles.ts) |',
    ...['', `${routes.length} routes:`, '', '| Address | Methods | Who |', '| --- | --- | --- |', ...lines],
  ].join('\n');
}

const byAddress = (a: Route, b: Route): number => (a.path === b.path ? 0 : a.path < b.path ? -1 : 1);
