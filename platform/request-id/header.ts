import { defaultPayloadConverter, type Headers } from '@temporalio/common';

/** The one header of Temporal calls that Surety sets: the request id, and nothing else. */
const NAME = 'surety-request-id';

/** The headers with the id in place; unchanged where there is none. Safe inside the workflow sandbox. */
export function withRequestIdHeader(headers: Headers, id: string | undefined): Headers {
  return id === undefined ? headers : { ...headers, [NAME]: defaultPayloadConverter.toPayload(id) };
}

export function readRequestIdHeader(headers: Headers): string | undefined {
  const payload = headers[NAME];
  return payload && defaultPayloadConverter.fromPayload<string>(payload);
}
