import type { PrintReader } from '../../evidence/document/print-reader.js';
import type { FaceEngine } from '../../evidence/face/engine.js';
import type { ImageDecoder } from '../../evidence/image/decoder.js';
import type { MrzReader } from '../../evidence/mrz/read-mrz.js';
import type { Store } from '../../store/database.js';
import type { TestPeople } from '../sandbox/test-people.js';

/** What the checks are done with. */
export type CheckDeps = {
  store: Store;
  decoder: ImageDecoder;
  faces: FaceEngine;
  mrz: MrzReader;
  print: PrintReader;
  /** In a sandbox only. */
  testPeople?: TestPeople | undefined;
};
