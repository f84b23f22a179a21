#!/usr/bin/env node
import { surety } from './surety.js';

process.exitCode = await surety(
  process.argv.slice(2),
  process.env,
  (text) => process.stdout.write(text),
  (line) => process.stderr.write(`${line}\n`),
);
