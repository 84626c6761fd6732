import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openCatalog } from '#main/catalog/index.ts';
import { addSamples, temporaryFolder } from '#main/catalog/test-support.ts';
import { createMedia, type Media } from '#main/media/index.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { createEngine, type Engine } from './engine.ts';

export { readOnlyViewOf } from '#main/catalog/test-support.ts';
export { greyPng } from '#main/media/test-support.ts';
export { ffprobeFrames, makeNumberedVideo } from '#main/media/test-videos.ts';

/** Frames of a project without clips. */
export function emptyMedia(): Media {
  const readClip = () => {
    throw new Error('Nobody looks at a frame.');
  };
  const media = createMedia({ cacheDir: temporaryFolder(), readClip });
  onTestFinished(() => media.close());
  return media;
}

/** An engine with settings of its own, closed after the test; `events` fills as it goes. */
export function temporaryEngine(): { engine: Engine; events: EngineEvent[] } {
  const engine = createEngine({ host: 'in-process', configDir: temporaryFolder() });
  onTestFinished(() => engine.close());
  const events: EngineEvent[] = [];
  engine.onEvent((event) => events.push(event));
  return { engine, events };
}

/** A closed project with the clips S1_1, S1_2 (10 frames each), coded as fear and anger by a sheet. Gives back its folder. */
export async function sampleProject(): Promise<string> {
  const dir = join(temporaryFolder(), 'study');
  const { engine } = temporaryEngine();
  await engine.call('projects.create', { dir });
  await engine.close();
  const catalog = openCatalog(join(dir, 'catalog.sqlite'), { mode: 'write' });
  addSamples(
    catalog,
    [
      { name: 'S1_1', subject: 'S1' },
      { name: 'S1_2', subject: 'S1' },
    ],
    [
      { clip: 'S1_1', rater: 'sheet', emotion: 'fear', onset: 1, apex: 4, offset: 8 },
      { clip: 'S1_2', rater: 'sheet', emotion: 'anger' },
    ],
  );
  catalog.close();
  return dir;
}
