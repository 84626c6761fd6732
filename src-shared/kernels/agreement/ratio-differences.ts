/** Distinct values up to which all pairs are looked at one by one. */
const PAIRWISE_UP_TO = 1500;

/**
 * The sum over all ordered pairs of ((a - b) / (a + b))², values ascending and none below 0, each as often as counted.
 * Of few distinct values pair by pair; of many by {@link productsOverSquaredSums}, in time proportional to how many they
 * are and to the logarithm of their range, within 1e-14 of the number of pairs. Nothing is binned.
 */
export function ratioDifferences(
  values: Float64Array,
  counts: Float64Array,
  pairwiseUpTo = PAIRWISE_UP_TO,
): number {
  if (values.length <= pairwiseUpTo) return pairByPair(values, counts);
  const zeros = values[0] === 0 ? (counts[0] ?? 0) : 0;
  const from = values[0] === 0 ? 1 : 0;
  let positives = 0;
  for (let i = from; i < counts.length; i++) positives += counts[i] ?? 0;
  // ((a - b) / (a + b))² = 1 - 4 ab / (a + b)², and 1 against 0.
  const products = productsOverSquaredSums(values.subarray(from), counts.subarray(from));
  return 2 * zeros * positives + positives ** 2 - 4 * products;
}

function pairByPair(values: Float64Array, counts: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const a = values[i] ?? 0;
    let row = 0;
    for (let j = i + 1; j < values.length; j++) {
      const b = values[j] ?? 0;
      row += (counts[j] ?? 0) * ((b - a) / (b + a)) ** 2;
    }
    total += row * (counts[i] ?? 0);
  }
  return 2 * total;
}

/** Distance of the nodes in ln s: the trapezoidal rule is then off by |2 Γ(2 + 2πi/STEP)|, about 5e-15 of each term. */
const STEP = 0.25;
/** e^-LAST is nothing beside 1. */
const LAST = 42;
/** Below s · largest value = SERIES_BELOW the exponentials are their series of TERMS terms. */
const SERIES_BELOW = 0.125;
const TERMS = 12;
/** ln s begins where what is left out is s² / 2 = 1e-17 of a term. */
const FIRST_LOG = -19;

/**
 * Σ a b / (a + b)² over all ordered pairs of positive values: since 1 / (a + b)² = ∫ s e^(-s (a + b)) ds over s > 0, it
 * is ∫ (s Σ a e^(-s a))² d ln s, a single smooth integral that decays at both ends.
 */
function productsOverSquaredSums(ascending: Float64Array, counts: Float64Array): number {
  const largest = ascending.at(-1);
  if (largest === undefined) return 0;
  const scaled = ascending.map((value) => value / largest);
  const smallest = scaled[0] ?? 1;
  const moments = momentsOf(scaled, counts);
  let total = 0;
  for (let node = 0; ; node++) {
    const s = Math.exp(FIRST_LOG + node * STEP);
    if (!(s * smallest <= LAST)) return total * STEP;
    total += (s < SERIES_BELOW ? bySeries(s, moments) : bySum(s, scaled, counts)) ** 2;
  }
}

/** s Σ count · a · e^(-s a). */
function bySum(s: number, values: Float64Array, counts: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const x = s * (values[i] ?? 0);
    if (x > LAST) break;
    total += (counts[i] ?? 0) * x * Math.exp(-x);
  }
  return total;
}

/** The same from the moments Σ count · a^(m + 1), all values at most 1. */
function bySeries(s: number, moments: readonly number[]): number {
  let total = 0;
  let term = s;
  moments.forEach((moment, m) => {
    total += term * moment;
    term *= -s / (m + 1);
  });
  return total;
}

function momentsOf(values: Float64Array, counts: Float64Array): number[] {
  const moments = new Float64Array(TERMS);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    let power = counts[i] ?? 0;
    for (let m = 0; m < TERMS; m++) {
      power *= value;
      moments[m] = (moments[m] ?? 0) + power;
    }
  }
  return [...moments];
}
