import { NotifyClient } from 'notifications-node-client';

const TIMEOUT_MS = 12_000;

type RestClient = (options: object) => Promise<unknown>;

/** GOV.UK Notify's client, which waits for ever by itself. In a module of its own: it brings an HTTP client, and is loaded with the first message. */
export function openNotify(url: string, apiKey: string): NotifyClient {
  const notify = new NotifyClient(url, apiKey);
  const { restClient } = (notify as unknown as { apiClient: { restClient: RestClient } }).apiClient;
  const patient: RestClient = (options) => restClient({ ...options, timeout: TIMEOUT_MS });
  notify.setClient(patient as never);
  return notify;
}
