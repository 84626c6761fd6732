import { Socket } from 'node:net';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createEngine } from './engine.ts';
import { servePackets } from './packets.ts';

/** The engine as a process: it speaks packets over descriptor 3 with whoever started it, and ends with them. */
const PIPE_FD = 3;

const options = z.object({
  host: z.enum(['desktop', 'browser', 'in-process']),
  notice: z.string().nullable().default(null),
});

function main(): void {
  const { values } = parseArgs({ options: { host: { type: 'string' }, notice: { type: 'string' } } });
  const engine = createEngine(options.parse(values));
  const pipe = new Socket({ fd: PIPE_FD, readable: true, writable: true });
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    await engine.close();
    process.exit(0);
  };
  servePackets(engine, pipe);
  pipe.on('close', end);
  // A ctrl-C in a terminal reaches the whole group: the parent decides when the engine ends.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', end);
}

function fatal(error: unknown): never {
  console.error('The engine cannot go on:', error);
  process.exit(1);
}

process.on('uncaughtException', fatal);
main();
