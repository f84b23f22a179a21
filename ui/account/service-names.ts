import type { Store } from '../../store/database.js';

/** What the services of these ids are called, those left out that are no more. */
export async function serviceNames({ partners }: Pick<Store, 'partners'>, ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => partners.byId(id)));
  return found.flatMap((partner) => partner?.name ?? []);
}
