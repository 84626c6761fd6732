import type { Distribution, LabelChange, LabelValues } from '#shared/domain/label.ts';

const STEP = 0.1;
const HUNDREDTHS = 100;

/** The shares a label says: its distribution, else its emotion alone; none where it names neither. */
export function sharesOf({
  distribution,
  emotion,
}: Pick<LabelValues, 'distribution' | 'emotion'>): Distribution {
  return distribution ?? (emotion === null ? {} : { [emotion]: 1 });
}

/**
 * Gives `emotion` a tenth more (`by` 1) or less (-1); the others make room, each in proportion to its share. An
 * emotion that is left alone is said as one emotion, without shares.
 */
export function shiftedShares(
  label: Pick<LabelValues, 'distribution' | 'emotion'>,
  emotion: string,
  by: 1 | -1,
): LabelChange {
  const shares = sharesOf(label);
  const others = Object.entries(shares).filter(([name]) => name !== emotion);
  const before = shares[emotion] ?? 0;
  if (others.length === 0) return by === 1 || before === 0 ? alone(by === 1 ? emotion : null) : {};
  const after = Math.min(1, Math.max(0, Math.round((before + by * STEP) * HUNDREDTHS) / HUNDREDTHS));
  const scale = before === 1 ? 0 : (1 - after) / (1 - before);
  const scaled = others.map(([name, share]): [string, number] => [name, share * scale]);
  return said(inHundredths([[emotion, after], ...scaled]));
}

const alone = (emotion: string | null): LabelChange => ({ emotion, distribution: null });

function said(shares: Distribution): LabelChange {
  const names = Object.keys(shares);
  return names.length === 1 ? alone(names[0] ?? null) : { distribution: shares };
}

/** Whole hundredths that add up to 1: what rounding down leaves goes to the largest remainders. */
function inHundredths(shares: readonly [string, number][]): Distribution {
  const parts = shares.map(([name, share]) => {
    const exact = share * HUNDREDTHS;
    const whole = Math.floor(exact + 1e-9);
    return { name, whole, remainder: exact - whole };
  });
  let left = HUNDREDTHS - parts.reduce((total, { whole }) => total + whole, 0);
  for (const part of [...parts].sort((a, b) => b.remainder - a.remainder)) {
    if (left <= 0) break;
    part.whole += 1;
    left -= 1;
  }
  const kept = parts.filter(({ whole }) => whole > 0);
  return Object.fromEntries(kept.map(({ name, whole }) => [name, whole / HUNDREDTHS]));
}
