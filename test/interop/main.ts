import { startProduct } from '../support/product/product.js';
import { suite as apache } from './apache/suite.js';
import { suite as java } from './examples/java.js';
import { suite as python } from './examples/python.js';
import { suite as kms } from './kms/suite.js';
import { suite as schemathesis } from './schemathesis/suite.js';
import { suite as spring } from './spring/suite.js';
import type { Suite } from './suite.js';

// npm run test:interop [-- NAME…]: programs that nobody here wrote, tried on the whole product. Not part of npm test: they come from
// outside, and take minutes.

/** By the names that may be asked for. Another one is a folder beside these. */
const suites: Readonly<Record<string, Suite>> = { schemathesis, python, java, apache, spring, kms };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`No suite is called ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}
const names = asked.length > 0 ? asked : Object.keys(suites);
const product = await startProduct({
  partners: (devUrl) => names.flatMap((name) => suites[name]?.partners?.(devUrl) ?? []),
});
const failed: string[] = [];
try {
  for (const name of names) {
    console.log(`\n${name}: ${suites[name]?.about}`);
    await suites[name]?.run(product).catch((error: unknown) => {
      console.error(error);
      failed.push(name);
    });
  }
} finally {
  await product.stop();
}
console.log(failed.length > 0 ? `Failed: ${failed.join(', ')}` : 'All get on.');
process.exit(failed.length > 0 ? 1 : 0);
