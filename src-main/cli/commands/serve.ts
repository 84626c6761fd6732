import { join } from 'node:path';
import { createEngine } from '#main/engine/engine.ts';
import { startServer } from '#main/serve/server.ts';

/** Serves the workbench on 127.0.0.1 until it is told to stop (ctrl-C or SIGTERM). */
export async function serve(
  options: {
    readonly port: number;
    readonly project: string | null;
    readonly appDir: string;
    readonly why: string | null;
  },
  onListening: (url: string) => void,
): Promise<void> {
  const engine = createEngine({ host: 'browser', notice: options.why });
  try {
    if (options.project !== null) await engine.call('projects.open', { dir: options.project });
    const server = await startServer({
      engine,
      port: options.port,
      rendererDir: join(options.appDir, 'out/renderer'),
    });
    // Heard from before the address is known: whoever reads it may stop us at once.
    const stopped = new Promise<void>((stop) => {
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
    onListening(server.url);
    await stopped;
    await server.close();
  } finally {
    await engine.close();
  }
}
