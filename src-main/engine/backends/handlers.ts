import type { PassedOver } from '#shared/contract/children.ts';
import type { BackendReport } from '#shared/domain/backend.ts';
import type { Handlers } from '../context.ts';
import { askTrainer, trainersNow } from './ask-trainer.ts';

let known: Promise<BackendReport[]> | null = null;

export const backendHandlers = {
  /** Tried once in the life of the engine, in a trainer of their own; again if that failed, or shared the card with a run. */
  'backends.list': () => {
    known ??= look();
    return known;
  },
  'backends.retry': () => {
    known = look();
    return known;
  },
} satisfies Partial<Handlers>;

function look(): Promise<BackendReport[]> {
  const { atWork, begun } = trainersNow();
  const forget = () => {
    if (known === looking) known = null;
  };
  const looking = tryBackends().then(
    (reports) => {
      // A card that is in use may have had no memory left for the trial.
      if (atWork > 0 || trainersNow().begun > begun) forget();
      return reports;
    },
    (error: unknown) => {
      forget();
      throw error;
    },
  );
  return looking;
}

/** Where an NVIDIA card works, its TensorFlow keeps the processor's out of the process: that one is tried in another. */
async function tryBackends(): Promise<BackendReport[]> {
  const reports = await tryWithout([]);
  const [card] = reports.filter(({ name, available }) => name === 'tfjs-node-gpu' && available);
  if (card === undefined) return reports;
  const others = await tryWithout([{ name: card.name, whyNot: 'Tried by itself.' }]);
  const processor = others.find(({ name }) => name === 'tfjs-node');
  return reports.map((report) =>
    report.name === processor?.name ? { ...processor, chosen: false } : report,
  );
}

function tryWithout(without: readonly PassedOver[]): Promise<BackendReport[]> {
  return askTrainer({
    without,
    request: (all) => ({ type: 'backends', without: all }),
    answerOf: (event) => (event.type === 'backends' ? event.reports : undefined),
  });
}
