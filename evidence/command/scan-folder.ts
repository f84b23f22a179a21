import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LivenessChallenge } from '../liveness/challenge.js';
import { COLOURS } from '../liveness/colours.js';
import type { JudgedFrame } from '../liveness/judge-liveness.js';
import { located } from './paths.js';
import { framesIn } from './scan-frames.js';

/** A frame that is still a file. `pose` is missing where nobody wrote down what it was taken for. */
export interface FrameToRead extends Omit<JudgedFrame, 'image' | 'pose'> {
  path: string;
  pose?: JudgedFrame['pose'];
}

export interface ScanFolder {
  frames: FrameToRead[];
  /** What was asked for, where the folder says so. */
  challenge?: LivenessChallenge;
}

const poses = z.enum(['centre', 'left', 'right']);
const description = z.object({
  challenge: z.object({ poses: z.array(poses), colours: z.array(z.enum(COLOURS)).default([]) }),
  frames: z
    .array(
      z.object({
        file: z.string(),
        pose: poses,
        at: z.number(),
        moving: z.boolean().optional(),
        colour: z.number().optional(),
      }),
    )
    .min(1),
});

const PICTURE = /\.(?:jpe?g|png|webp)$/i;
/** Where nothing says when a frame was taken, milliseconds from one to the next. */
const ASSUMED_INTERVAL = 500;

/**
 * The frames of a scan kept in a folder, in one of three ways: with a `scan.json` (see `judgeLiveness`), named by time and pose (see
 * `framesIn`), or as mere pictures in the order of their names.
 */
export async function readScanFolder(folder: string): Promise<ScanFolder> {
  const file = join(located(folder), 'scan.json');
  if (existsSync(file)) {
    const { challenge, frames } = description.parse(JSON.parse(await readFile(file, 'utf8')));
    return {
      challenge,
      frames: frames.map(({ file: name, at, ...said }) => ({ ...said, takenAt: at, path: join(folder, name) })),
    };
  }
  const named = await framesIn(folder);
  if (named.length > 0) return { frames: named };
  const names = (await readdir(located(folder))).filter((name) => PICTURE.test(name));
  const inOrder = names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return { frames: inOrder.map((name, at) => ({ path: join(folder, name), takenAt: at * ASSUMED_INTERVAL })) };
}
