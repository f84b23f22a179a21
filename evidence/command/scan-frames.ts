import { readdir } from 'node:fs/promises';
import type { Pose } from '../liveness/pose.js';
import { located } from './paths.js';

/** A frame of a scan as kept in a folder: what it was taken for, and when, is in its name. */
export interface FrameFile {
  path: string;
  pose: Pose;
  /** Milliseconds since the scan began. */
  takenAt: number;
}

/** `<milliseconds>-<pose>.jpg`, as in `001850-left.jpg`; several frames of one pose follow each other. */
const FRAME_NAME = /^(\d{1,7})-([a-z]+)\.(?:jpe?g|png|webp)$/i;

const isPose = (word: string): word is Pose => ['centre', 'left', 'right'].includes(word);

/** The frames in a folder by their time; files with other names are no frames. */
export async function framesIn(folder: string): Promise<FrameFile[]> {
  const names = await readdir(located(folder));
  return names
    .flatMap((name) => {
      const [, time, pose = ''] = FRAME_NAME.exec(name) ?? [];
      return isPose(pose) ? [{ path: `${folder}/${name}`, pose, takenAt: Number(time) }] : [];
    })
    .sort((a, b) => a.takenAt - b.takenAt);
}
