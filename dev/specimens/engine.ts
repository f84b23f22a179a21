import { type FaceEngine, loadFaceEngine } from '../../evidence/face/engine.js';

let engine: Promise<FaceEngine> | undefined;

/** The face engine of this process, loaded when first asked for. */
export function specimenEngine(): Promise<FaceEngine> {
  engine ??= loadFaceEngine();
  return engine;
}
