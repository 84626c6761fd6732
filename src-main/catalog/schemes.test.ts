import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import { openForReading } from './database.ts';
import { type Catalog, openCatalog } from './index.ts';
import { createTranslators, type Translator } from './schemes.ts';
import { addSamples, clipIdOf, temporaryCatalog, temporaryFolder } from './test-support.ts';

const AT = '2026-01-01T00:00:00.000Z';

/** A new catalog, and the translator that holds for it at the moment. */
function withTranslator(): { catalog: Catalog; translator: () => Translator } {
  const file = join(temporaryFolder(), 'catalog.sqlite');
  const catalog = openCatalog(file, { mode: 'create' });
  const db = openForReading(file);
  onTestFinished(() => {
    db.close();
    catalog.close();
  });
  return { catalog, translator: createTranslators(db) };
}

/** Somebody's submitted label of clip a, with its history. */
function say(catalog: Catalog, name: string, values: Partial<LabelValues>): void {
  const key = { clipId: clipIdOf(catalog, 'a'), raterId: catalog.write.raters.enterPerson(name), round: 1 };
  const state = { ...EMPTY_LABEL, ...values };
  const at = '2026-01-01T00:00:00.000Z';
  catalog.write.labels.put(key, state, at);
  catalog.write.history.addLabel({ ...key, actorId: key.raterId, at, cause: 'edit', state });
}

it('who has given an emotion keeps their scheme where another becomes the main one', () => {
  const catalog = temporaryCatalog();
  addSamples(catalog, [{ name: 'a' }], [{ clip: 'a', rater: 'sheet', intensity: 1 }]);
  for (const emotion of ['fear', 'anger']) catalog.write.emotions.add(emotion);
  say(catalog, 'one emotion', { emotion: 'fear' });
  say(catalog, 'a tie', { distribution: { fear: 0.5, anger: 0.5 } });
  say(catalog, 'no emotion', { intensity: 1, note: 'says "emotion":"fear" in words' });
  catalog.write.raters.enterPerson('silent');
  catalog.write.schemes.add('three', ['negative']);
  catalog.write.schemes.setMain('three');
  const schemes = Object.fromEntries(catalog.read.raters.list().map(({ name, scheme }) => [name, scheme]));
  expect(schemes).toEqual({
    'one emotion': 'emotions',
    'a tie': 'emotions',
    'no emotion': 'three',
    silent: 'three',
    sheet: 'emotions',
  });
  expect(catalog.read.emotions.names()).toEqual(['negative']);
});

it('of two maps to the main scheme the first one made holds, also once it was changed', () => {
  const { catalog, translator } = withTranslator();
  const { schemes } = catalog.write;
  for (const emotion of ['fear', 'anger']) catalog.write.emotions.add(emotion);
  schemes.add('three', ['negative', 'positive']);
  schemes.setMain('three');
  const map = (name: string, to: string | null) =>
    schemes.putClassMap({ name, from: 'emotions', to: 'three', entries: { fear: to, anger: to } });
  const translated = () => {
    const translate = translator();
    const of = (scheme: number, emotion: string | null) =>
      translate({ scheme, kind: 'person', emotion, distribution: null }).emotion;
    return [of(1, 'fear'), of(2, 'negative'), of(1, null)];
  };
  expect(translated()).toEqual([null, 'negative', null]);
  map('first', 'negative');
  map('second', 'positive');
  expect(translated()[0]).toBe('negative');
  map('First', 'positive');
  map('second', 'negative');
  expect(translated()[0]).toBe('positive');
  map('first', null);
  expect(translated()[0]).toBeNull();
  expect(catalog.read.schemes.classMaps().map(({ name }) => name)).toEqual(['first', 'second']);
});

it('the summaries and the lists of who says it take the most probable of the mapped shares', () => {
  const catalog = temporaryCatalog();
  addSamples(catalog, [{ name: 'a' }], []);
  const { schemes, labels } = catalog.write;
  for (const emotion of ['fear', 'anger', 'happiness', 'others']) catalog.write.emotions.add(emotion);
  say(catalog, 'Ada', { emotion: 'happiness', distribution: { fear: 0.3, anger: 0.3, happiness: 0.4 } });
  schemes.add('three', ['negative', 'positive']);
  schemes.setMain('three');
  const entries = { fear: 'negative', anger: 'negative', happiness: 'positive', others: null };
  schemes.putClassMap({ name: 'map', from: 'emotions', to: 'three', entries });
  labels.refreshSummaries();
  const ada = catalog.write.raters.enterPerson('Ada');
  expect(catalog.read.summaries.all()[0]?.emotion).toBe('negative');
  expect(catalog.read.labels.own(ada, null)[0]?.emotion).toBe('negative');
});

it('what was adjudicated before the main scheme changed is translated, what is since is as it is', () => {
  const catalog = temporaryCatalog();
  addSamples(catalog, [{ name: 'a' }, { name: 'b' }], []);
  const { schemes, labels, raters } = catalog.write;
  for (const emotion of ['fear', 'surprise']) catalog.write.emotions.add(emotion);
  const raterId = raters.enterAdjudicated();
  const decide = (clip: string, emotion: string) =>
    labels.put({ clipId: clipIdOf(catalog, clip), raterId, round: 1 }, { ...EMPTY_LABEL, emotion }, AT);
  const found = () => catalog.read.summaries.all().map(({ emotion }) => emotion);
  decide('a', 'fear');
  decide('b', 'surprise');
  schemes.add('three', ['negative', 'positive', 'surprise']);
  schemes.setMain('three');
  // Who adjudicates gave emotions of the former scheme.
  raters.setScheme(raterId, 'emotions');
  labels.refreshSummaries();
  // Without a map: what is a word of both schemes is the same.
  expect(found()).toEqual([null, 'surprise']);
  schemes.putClassMap({
    name: 'map',
    from: 'emotions',
    to: 'three',
    entries: { fear: 'negative', surprise: null },
  });
  labels.refreshSummaries();
  expect(found()).toEqual(['negative', 'surprise']);
  decide('b', 'positive');
  expect(found()).toEqual(['negative', 'positive']);
});
