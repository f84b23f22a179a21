import type { Store } from '../../../store/database.js';

/** What partners are called, by their ids: with the id where two have one name, or nobody knows it any more. */
export async function partnerNames(
  { clients }: Pick<Store, 'clients'>,
  ids: readonly string[],
): Promise<(id: string) => string> {
  const registered = await clients.registrations(ids);
  return (id) => {
    const name = registered.find(({ _id }) => _id === id)?.name;
    if (!name) return id;
    return registered.some((other) => other._id !== id && other.name === name) ? `${name} (${id})` : name;
  };
}
