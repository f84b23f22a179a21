// Seals messages and stacks of failures along with the payloads. Temporal loads this file by its path, by `require` and
// into the workflow bundle; CommonJS is what both take on every supported Node.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
