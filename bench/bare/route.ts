import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { serveBare } from './bare-process.js';

/** Express alone, in a process of its own as ours is: one route that answers a status poll from memory, to anybody. */
const app = express();
app.disable('x-powered-by');
app.get('/verifications/:id', (req, res) => {
  res.json({
    id: req.params.id,
    state: 'requires_input',
    reasons: [],
    sequence: 2,
    level: 'P9',
    reference: 'patient-4711',
    return_address: 'https://portal.example/verified',
    created_at: '2026-11-22T19:04:55.066Z',
    updated_at: '2026-11-22T19:04:55.066Z',
    expires_at: '2026-12-20T19:04:55.066Z',
  });
});
const port = Number(process.env.PORT);
const server = createServer(app).listen(port, '127.0.0.1');
await once(server, 'listening');
serveBare(`http://127.0.0.1:${port}`);
