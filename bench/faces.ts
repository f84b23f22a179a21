import { pairDistances } from '../evidence/command/faces/distances.js';
import { areaUnderCurve, fnmrAt, thresholdFor } from '../evidence/command/faces/error-rates.js';
import type { BenchmarkOptions } from './benchmark.js';
import { type FacesResult, measureOurs } from './faces/ours.js';
import { measurePeer, type PeerResult } from './faces/peer.js';
import { sampleFolder } from './faces/sample-folder.js';
import { folderOption } from './option.js';
import { report } from './report.js';

const RATES = ['0.01', '0.001', '0.0001'] as const;

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

function row(matcher: string, result: FacesResult & { memoryMb: number }) {
  const { photos, notFound, auc, fnmrAt: missed, thresholdAt, cpuMsPerPhoto, memoryMb } = result;
  const rates = RATES.map((rate) => [
    `FNMR at FMR ${100 * Number(rate)} %`,
    `${percent(missed[rate])} (${thresholdAt[rate].toFixed(3)})`,
  ]);
  return {
    ...{ matcher, photos, 'no face': notFound, AUC: auc.toFixed(5) },
    ...Object.fromEntries(rates),
    ...{ 'CPU ms a photo': Math.round(cpuMsPerPhoto), 'MB at most': Math.round(memoryMb) },
  };
}

/** The peer's embeddings, judged exactly as ours are. */
function judged({ faces, photos, cpuMsPerPhoto, memoryMb }: PeerResult): FacesResult & { memoryMb: number } {
  const pairs = pairDistances(faces);
  const thresholdAt = Object.fromEntries(RATES.map((rate) => [rate, thresholdFor(pairs.different, Number(rate))]));
  const missed = Object.entries(thresholdAt).map(([rate, threshold]) => [rate, fnmrAt(pairs, threshold)]);
  return {
    ...{ photos, notFound: photos - faces.length, auc: areaUnderCurve(pairs), cpuMsPerPhoto, memoryMb },
    thresholdAt: thresholdAt as FacesResult['thresholdAt'],
    fnmrAt: Object.fromEntries(missed) as FacesResult['fnmrAt'],
  };
}

/** `--people=DIR` (one subfolder of photos per person): the face match beside dlib with face_recognition, one after the other. */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const folder = folderOption('people');
  if (!folder)
    console.error('Without --people=DIR: copies of a few photos, which show the cost and nothing of the accuracy.');
  const path = folder ?? (await sampleFolder());
  const rows = [row('Surety', await measureOurs(path))];
  const peer = measurePeer(path);
  if (peer) rows.push(row('dlib + face_recognition', judged(peer)));
  else console.error('dlib and face_recognition could not be installed from PyPI here: no comparison.');
  report(json, 'faces', 'The face match', rows);
}
