import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../python.js';
import type { Suite } from '../suite.js';
import { examplePortal } from './portal.js';

const portal = examplePortal('example-java', 4392);

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>example</groupId><artifactId>portal</artifactId><version>1</version><packaging>pom</packaging>
<dependencies><dependency><groupId>com.nimbusds</groupId><artifactId>oauth2-oidc-sdk</artifactId><version>11.39</version></dependency></dependencies>
</project>`;

/** The guide's Java example, on Nimbus. Needs a JDK of 17 or newer, and Maven. */
export const suite: Suite = {
  about: 'the guide’s example in Java, on Nimbus',
  partners: (devUrl) => [portal.partner(devUrl)],
  async run(product) {
    const folder = portal.write('java', 'Portal.java');
    const libraries = join(folder, 'libraries');
    if (!existsSync(libraries)) {
      writeFileSync(join(folder, 'pom.xml'), pom);
      const words = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`];
      if ((await runProgram('mvn', words, folder)) !== 0) throw new Error('Maven did not get the libraries');
    }
    await portal.tryIt(product, 'java', ['-cp', `${libraries}/*`, 'Portal.java']);
  },
};
