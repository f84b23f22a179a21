import { join } from 'node:path';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { projectRoot } from '../../platform/root.js';
import type { GreyImage } from '../image/image.js';

/** A word of print and how sure the reader is of it, 0 to 1. Its box in px of the picture given. */
export interface PrintedWord {
  text: string;
  confidence: number;
  box: { left: number; top: number; right: number; bottom: number };
}

/** Words beside each other, from left to right. */
export interface PrintedLine {
  text: string;
  words: PrintedWord[];
}

/** Reads print in Latin letters, where it stands upright. */
export interface PrintReader {
  /** The lines from the top; none where reading failed or took too long. One picture at a time. */
  read(image: GreyImage): Promise<PrintedLine[]>;
  /** Ends the reader's thread, which gives its memory back. It starts again when it is asked again. */
  close(): Promise<void>;
}

const MODEL = join(projectRoot, 'node_modules/@tesseract.js-data/eng/4.0.0_best_int');
const DEADLINE_MS = 20_000;
/** A thread that nobody has asked for so long gives back its 150 MB. */
const IDLE_MS = 60_000;
/** The engine adapts to what it reads and grows: after so many pictures it starts afresh. */
const PICTURES = 100;

/** Tesseract with its English model, offline, in a thread that starts when first needed (0.3 s) and ends when idle. */
export function openPrintReader({ deadlineMs = DEADLINE_MS, idleMs = IDLE_MS } = {}): PrintReader {
  let engine: Promise<Worker> | undefined;
  let read = 0;
  let queue: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = engine;
    engine = undefined;
    read = 0;
    await ending?.then((worker) => worker.terminate()).catch(() => undefined);
  }

  async function recognise(image: GreyImage): Promise<PrintedLine[]> {
    clearTimeout(idle);
    engine ??= startEngine();
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('Reading print took too long')), deadlineMs);
      });
      const lines = await Promise.race([engine.then((worker) => linesOf(worker, image)), late]);
      if (++read >= PICTURES) await end();
      return lines;
    } catch {
      // Print is never all that a decision rests on: what cannot be read is not there.
      await end();
      return [];
    } finally {
      clearTimeout(timer);
      idle = setTimeout(() => void inTurn(end), idleMs).unref();
    }
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  return { read: (image) => inTurn(() => recognise(image)), close: () => inTurn(end) };
}

async function startEngine(): Promise<Worker> {
  const options = { langPath: MODEL, cacheMethod: 'none', gzip: true, errorHandler: () => undefined };
  const worker = await createWorker('eng', OEM.LSTM_ONLY, options);
  // A thread that dies must not take the process with it: what it was reading ends by the deadline.
  const thread = (worker as Worker & { worker?: NodeJS.EventEmitter }).worker;
  thread?.on('error', () => undefined);
  // Its remarks on what it cannot read would fill the log.
  const quiet = { debug_file: '/dev/null' };
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK, user_defined_dpi: '300', ...quiet });
  return worker;
}

async function linesOf(worker: Worker, image: GreyImage): Promise<PrintedLine[]> {
  const { data } = await worker.recognize(portableGreyMap(image), {}, { text: false, blocks: true });
  const lines = (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((paragraph) => paragraph.lines));
  return lines.map((line) => ({
    text: line.text.trim(),
    words: line.words.map(({ text, confidence, bbox }) => ({
      text,
      confidence: confidence / 100,
      box: { left: bbox.x0, top: bbox.y0, right: bbox.x1, bottom: bbox.y1 },
    })),
  }));
}

/** The picture in Netpbm's PGM, which the engine reads without decoding anything. */
function portableGreyMap({ width, height, data }: GreyImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}
