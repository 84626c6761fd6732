import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { toFailure } from '#shared/base/errors.ts';
import { type DemoEvent, demoRequest } from '#shared/contract/children.ts';
import { makeDemo } from './make.ts';

/** Child entry: one request over Node's IPC, progress, then `done` or `failed`, and it leaves. */
process.once('message', (message) => {
  make(message).then(leave, (error: unknown) => {
    console.error(error);
    const inWords = diskErrorInWords(error, 'The demo clips could not be written');
    leave({ type: 'failed', failure: toFailure(inWords ?? error) });
  });
});
// The engine is gone, or has stopped us: what is half done stays in the .part folder.
process.on('disconnect', () => process.exit(0));

async function make(message: unknown): Promise<DemoEvent> {
  const { dir, seed } = demoRequest.parse(message);
  const folder = await makeDemo(dir, seed, (done, total) => {
    process.send?.({ type: 'progress', done, total } satisfies DemoEvent);
  });
  return { type: 'done', ...folder };
}

/** Not before the event is on its way. */
function leave(last: DemoEvent): void {
  process.send?.(last, () => process.exit(0));
}
