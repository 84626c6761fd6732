import type { Pace } from '#shared/domain/queue.ts';

/** Such as "12 of 320 done, 2 drafts · 8.4 s a clip · 43 min left". */
export function paceInWords({
  clips,
  submitted,
  drafts,
  skipped,
  secondsPerClip,
  secondsLeft,
}: Pace): string {
  const done = `${(submitted + skipped).toLocaleString('en')} of ${clips.toLocaleString('en')} done`;
  const open = drafts === 0 ? '' : `, ${drafts.toLocaleString('en')} ${drafts === 1 ? 'draft' : 'drafts'}`;
  const speed = secondsPerClip === null ? null : `${secondsPerClip.toFixed(1)} s a clip`;
  const left = secondsLeft === null || secondsLeft === 0 ? null : `${durationInWords(secondsLeft)} left`;
  return [done + open, speed, left].filter((part) => part !== null).join(' · ');
}

function durationInWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
