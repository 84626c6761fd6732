import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openForReading } from './database.ts';
import { openCatalog } from './index.ts';
import { addSamples, temporaryFolder } from './test-support.ts';
import { summariesHold } from './verify/summaries-hold.ts';

it('a source that becomes a person, or gets another scheme, leaves the summaries of its clips whole', () => {
  const file = join(temporaryFolder(), 'catalog.sqlite');
  const catalog = openCatalog(file, { mode: 'create' });
  const db = openForReading(file);
  onTestFinished(() => {
    db.close();
    catalog.close();
  });
  addSamples(
    catalog,
    [{ name: 'a' }],
    [
      { clip: 'a', rater: 'sheet', emotion: 'fear', apex: 7 },
      { clip: 'a', rater: 'other', emotion: 'fear', apex: 2 },
    ],
  );
  const summary = () => catalog.read.summaries.all()[0];
  expect(summary()).toMatchObject({ apex: 7, emotion: 'fear' });
  const id = catalog.write.raters.enterPerson('Sheet');
  // The only source that is left.
  expect(summary()).toMatchObject({ apex: 2, emotion: 'fear', emotionAgreement: 1 });
  expect(summariesHold.problems(db, 9)).toEqual([]);
  catalog.write.schemes.add('mine', ['fear', 'joy']);
  catalog.write.raters.setScheme(id, 'mine');
  catalog.write.raters.setScheme(catalog.read.raters.find('other')?.id ?? id, 'mine');
  expect(summary()).toMatchObject({ emotion: null });
  expect(summariesHold.problems(db, 9)).toEqual([]);
});
