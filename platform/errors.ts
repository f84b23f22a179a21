export interface SuretyErrorOptions {
  /** What really happened: for the log (code and stack only), never for people or partners. */
  readonly cause?: unknown;
}

/**
 * Every expected failure of Surety. `code` is stable and safe to show, log and count; `publicMessage` is plain English
 * without personal data; the cause stays private. The error's own message is its code, so that whatever prints
 * errors prints nothing personal.
 */
export class SuretyError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly publicMessage: string,
    options: SuretyErrorOptions = {},
  ) {
    super(code, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
  }
}

/** Who asks is known (or need not be), and may not. Where even existence is private, use NotFound. */
export class Forbidden extends SuretyError {
  constructor(code: string, publicMessage: string, options?: SuretyErrorOptions) {
    super(code, 403, publicMessage, options);
  }
}

export class NotFound extends SuretyError {
  constructor(code = 'not_found', publicMessage = 'There is nothing at this address.', options?: SuretyErrorOptions) {
    super(code, 404, publicMessage, options);
  }
}

/** The state has moved on since the request was made. */
export class Conflict extends SuretyError {
  constructor(code: string, publicMessage: string, options?: SuretyErrorOptions) {
    super(code, 409, publicMessage, options);
  }
}

/** A limit is reached; worth trying again after `retryAfterSeconds`. */
export class TooManyRequests extends SuretyError {
  constructor(
    code: string,
    publicMessage: string,
    readonly retryAfterSeconds: number,
    options?: SuretyErrorOptions,
  ) {
    super(code, 429, publicMessage, options);
  }
}

/** Something that Surety needs is down; nothing is lost, and trying again is right. */
export class Unavailable extends SuretyError {
  constructor(
    code: string,
    publicMessage = 'The service is busy. Try again in a few minutes.',
    readonly retryAfterSeconds = 30,
    options?: SuretyErrorOptions,
  ) {
    super(code, 503, publicMessage, options);
  }
}
