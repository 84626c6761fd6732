import { join } from 'node:path';
import { createEngine } from '#main/engine/engine.ts';
import { startServer } from '#main/serve/server.ts';

/** Serves the workbench on 127.0.0.1 until it is told to stop (ctrl-C, or its parent's end). */
export async function serve(options: {
  port: number;
  project: string | null;
  appDir: string;
  why: string | null;
}): Promise<void> {
  const engine = createEngine({ host: 'browser', notice: options.why });
  try {
    if (options.project !== null) await engine.call('projects.open', { dir: options.project });
    const server = await startServer({
      engine,
      port: options.port,
      rendererDir: join(options.appDir, 'out/renderer'),
    });
    process.stdout.write(`Onset is at ${server.url}\nStop it with ctrl-C.\n`);
    await new Promise<void>((stop) => {
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
    await server.close();
  } finally {
    await engine.close();
  }
}
