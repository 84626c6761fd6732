import { OnsetError, toFailure } from '#shared/base/errors.ts';
import { type DemoEvent, demoRequest } from '#shared/contract/children.ts';
import { makeDemo } from './make.ts';

/** The demo generator as a child of the engine: one request, progress, then `done` or `failed`, and it leaves. */
const tell = (event: DemoEvent) => process.send?.(event);

process.once('message', async (message) => {
  try {
    const { dir, seed } = demoRequest.parse(message);
    const folder = await makeDemo(dir, seed, (done, total) => tell({ type: 'progress', done, total }));
    tell({ type: 'done', ...folder });
  } catch (thrown) {
    tell({ type: 'failed', failure: toFailure(inWords(thrown)) });
  }
  process.disconnect();
});
// The engine is gone, or has stopped us: what is half done stays in the .part folder.
process.on('disconnect', () => process.exit(0));

/** Failures of the disk as people say them. */
function inWords(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown)) return thrown;
  const path = 'path' in thrown ? String(thrown.path) : 'the demo folder';
  switch (thrown.code) {
    case 'ENOSPC':
      return new OnsetError('bad-input', `The disk is full: ${path} could not be written. The demo needs 100 MB.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new OnsetError('read-only', `${path} cannot be written. Choose a folder of your own for the demo.`);
    default:
      return thrown;
  }
}
