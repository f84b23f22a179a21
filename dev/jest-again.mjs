import { jest } from '@jest/globals';

// Of thousands of tests that run real servers, browsers and cameras on two busy processors, one now and then meets a moment that nobody
// foresaw. It is tried once more, and what failed first is printed, so that it is not forgotten; what is broken fails both times.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
