/**
 * Settings of Human for finding faces and their meshes, the same on the server and in the browser: every result is computed afresh (no
 * caching of the last frame), and only what is used is switched on.
 *
 * @param limits how many faces are looked for, and how sure (0–1) the detector must be of each.
 */
export function humanSettings({ maxDetected, minConfidence }: { maxDetected: number; minConfidence: number }) {
  // Each a value of its own: Human writes into its settings.
  const off = () => ({ enabled: false });
  return {
    backend: 'wasm',
    async: false,
    cacheSensitivity: 0,
    cacheModels: false,
    debug: false,
    warmup: 'none',
    filter: off(),
    gesture: off(),
    body: off(),
    hand: off(),
    object: off(),
    segmentation: off(),
    face: {
      enabled: true,
      detector: { modelPath: 'blazeface.json', rotation: true, maxDetected, minConfidence, skipFrames: 0, skipTime: 0 },
      mesh: { enabled: true, modelPath: 'facemesh.json' },
      iris: off(),
      attention: off(),
      emotion: off(),
      description: off(),
      antispoof: off(),
      liveness: off(),
      gear: off(),
    },
  };
}
