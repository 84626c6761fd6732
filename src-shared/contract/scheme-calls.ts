import { z } from 'zod';
import { emotion, emotionName } from '#shared/domain/emotion.ts';
import { classMap, scheme, schemeName } from '#shared/domain/scheme.ts';
import { attributeName, attributeValue, subject } from '#shared/domain/subject.ts';

const none = z.strictObject({});
const schemes = z.object({ schemes: z.array(scheme), classMaps: z.array(classMap) });
/** `blind`: nobody sees another's label of a clip before submitting their own. */
const settings = z.object({ blind: z.boolean() });

/** What a project labels with: emotions, schemes, subjects, its own settings. */
export const schemeCalls = {
  'emotions.list': { input: none, output: z.array(emotion) },
  'emotions.add': { input: z.strictObject({ name: emotionName }), output: z.array(emotion) },
  /** The project's own spellings, on top of the built-in ones: {spelling: emotion}. */
  'emotions.aliases': { input: none, output: z.record(z.string(), emotionName) },
  'emotions.putAlias': {
    input: z.strictObject({ alias: emotionName, emotion: emotionName }),
    output: z.record(z.string(), emotionName),
  },
  'schemes.list': { input: none, output: schemes },
  'schemes.add': {
    input: z.strictObject({ name: schemeName, emotions: z.array(emotionName).min(1) }),
    output: schemes,
  },
  /** What the project labels, shows and learns from now on. */
  'schemes.setMain': { input: z.strictObject({ name: schemeName }), output: schemes },
  'schemes.putClassMap': { input: classMap, output: schemes },
  'subjects.list': { input: none, output: z.array(subject) },
  /** Null takes the attribute away. */
  'subjects.setAttribute': {
    input: z.strictObject({ subject: z.string(), name: attributeName, value: attributeValue.nullable() }),
    output: z.array(subject),
  },
  'projects.settings': { input: none, output: settings },
  'projects.setBlind': { input: z.strictObject({ blind: z.boolean() }), output: settings },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;
