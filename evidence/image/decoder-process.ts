import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';

const CHILD = join(projectRoot, 'evidence/image/decoder-child.mjs');
const UNSHARE = '/usr/bin/unshare';
const HEAP_MIB = 256;
const MAX_HEADER_BYTES = 4096;
/** Two big-endian 32-bit lengths before each answer: of the JSON and of the pixels. */
const LENGTHS = 8;

/** The child went away before it had answered. */
export class ChildDied extends Error {
  override readonly name = 'ChildDied';
}

/** One answer of the child: its JSON, and the pixels that followed it. */
export interface ChildAnswer {
  header: Record<string, unknown>;
  pixels: Uint8Array;
}

/** A running child. It answers one request at a time. */
export interface DecoderProcess {
  ask(bytes: Uint8Array): Promise<ChildAnswer>;
  /** False once the process ended; then another is needed. */
  alive(): boolean;
  kill(): void;
}

/**
 * Starts the child with an empty environment (no keys) and, where the kernel lets an ordinary user make one, in a
 * network namespace of its own without any interface.
 */
export function startDecoderProcess(longSide: number, maxPixels: number, isolated: boolean): DecoderProcess {
  const node = [process.execPath, `--max-old-space-size=${HEAP_MIB}`, CHILD, String(longSide), String(maxPixels)];
  const [command = '', ...args] = isolated ? [UNSHARE, '-rn', '--', ...node] : node;
  const child = spawn(command, args, { env: {}, stdio: ['pipe', 'pipe', 'ignore'] });
  return overPipes(child, longSide * longSide * 3);
}

/** Whether this machine lets the process make network namespaces; asked once. */
export async function canIsolateNetwork(): Promise<boolean> {
  if (!existsSync(UNSHARE)) return false;
  const probe = spawn(UNSHARE, ['-rn', '--', process.execPath, '--version'], { env: {}, stdio: 'ignore' });
  return new Promise((resolve) => {
    probe.on('error', () => resolve(false));
    probe.on('exit', (code) => resolve(code === 0));
  });
}

function overPipes(child: ChildProcess, maxPixelBytes: number): DecoderProcess {
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('The decoder has no pipes');
  let pending: { resolve(answer: ChildAnswer): void; reject(error: Error): void } | undefined;
  let pieces: Buffer[] = [];
  let received = 0;
  let alive = true;

  const died = (cause?: unknown): void => {
    alive = false;
    pending?.reject(new ChildDied('The image decoder ended', { cause }));
    pending = undefined;
  };
  child.on('error', died);
  child.on('close', () => died());
  // A broken pipe is reported by `close` too.
  stdin.on('error', () => undefined);

  stdout.on('data', (piece: Buffer) => {
    pieces.push(piece);
    received += piece.length;
    if (received < LENGTHS) return;
    if ((pieces[0]?.length ?? 0) < LENGTHS) pieces = [Buffer.concat(pieces)];
    try {
      if (received < answerLength(pieces[0] ?? piece, maxPixelBytes)) return;
      const answer = parseAnswer(Buffer.concat(pieces));
      pieces = [];
      received = 0;
      pending?.resolve(answer);
      pending = undefined;
    } catch (error) {
      child.kill('SIGKILL');
      died(error);
    }
  });

  return {
    alive: () => alive,
    kill: () => {
      alive = false;
      child.kill('SIGKILL');
    },
    ask: (bytes) =>
      new Promise((resolve, reject) => {
        pending = { resolve, reject };
        const length = Buffer.alloc(LENGTHS / 2);
        length.writeUInt32BE(bytes.length);
        stdin.write(length);
        stdin.write(bytes);
      }),
  };
}

/** How long the whole answer will be. The child's words are not trusted either: impossible lengths throw. */
function answerLength(start: Buffer, maxPixelBytes: number): number {
  const header = start.readUInt32BE(0);
  const pixels = start.readUInt32BE(LENGTHS / 2);
  if (header > MAX_HEADER_BYTES || pixels > maxPixelBytes) throw new Error('The decoder announced too much');
  return LENGTHS + header + pixels;
}

function parseAnswer(bytes: Buffer): ChildAnswer {
  const end = LENGTHS + bytes.readUInt32BE(0);
  const header = JSON.parse(bytes.subarray(LENGTHS, end).toString('utf8')) as Record<string, unknown>;
  return { header, pixels: new Uint8Array(bytes.subarray(end)) };
}
