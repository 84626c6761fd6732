/**
 * One fixed colour an emotion, everywhere: Okabe and Ito's set, told apart with every common colour-blindness.
 * Colour never stands alone: the name is always beside it.
 */
const EMOTION_COLOURS: Readonly<Record<string, string>> = {
  anger: '#d55e00',
  happiness: '#e6c229',
  sadness: '#2f86c9',
  fear: '#cc79a7',
  disgust: '#1fa37c',
  surprise: '#f0a030',
  contempt: '#7cc4ee',
  neutral: '#9aa0a8',
  repression: '#8d6fc1',
  negative: '#d55e00',
  positive: '#1fa37c',
  others: '#6f7680',
};
/** For names of a project's own; chosen by the name, so that it keeps its colour. */
const MORE_COLOURS = ['#b07aa1', '#7f9c3f', '#59a5a9', '#a8784f', '#c2657c', '#6a7fd1'] as const;
const UNKNOWN = '#6f7680';

/** The fixed colour of an emotion; a quiet grey for none. */
export function emotionColour(name: string | null): string {
  if (name === null) return UNKNOWN;
  const known = EMOTION_COLOURS[name];
  if (known !== undefined) return known;
  const sum = [...name].reduce((total, char) => total + (char.codePointAt(0) ?? 0), 0);
  return MORE_COLOURS[sum % MORE_COLOURS.length] ?? UNKNOWN;
}

/** Of Okabe and Ito's set too; as many lines as are told apart in one chart. */
export const LINE_COLOURS = ['#2f86c9', '#e6821e', '#1fa37c', '#cc79a7', '#c9b12a'] as const;

const STEPS = 9;

/** The one sequential scale (intensity, matrix cells) for a share of 0 to 1; app/tokens.css has its colours for dark and light. */
export function scaleColour(share: number): string {
  const stepIndex = Math.round(Math.min(1, Math.max(0, share)) * (STEPS - 1));
  return `var(--onset-scale-${stepIndex})`;
}

/** Colour of text that stands on {@link scaleColour} of the same share. */
export function scaleTextColour(share: number): string {
  return share > 0.55 ? 'var(--onset-scale-text-high)' : 'var(--onset-scale-text-low)';
}
