import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './widgets.module.css';

/** A clip's picture. `url` null: nothing to show yet or the media is missing. */
export function ClipThumbnail({
  url,
  label,
  missing = false,
}: {
  readonly url: string | null;
  /** What it shows, for people who cannot see it. */
  readonly label: string;
  readonly missing?: boolean;
}) {
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  if (missing || (url !== null && url === failedUrl))
    return (
      <span className={classes['thumbnail']} data-missing role="img" aria-label={`${label}: no picture`}>
        <IconPhotoOff size={22} stroke={1.2} aria-hidden />
        {missing ? 'media missing' : 'not readable'}
      </span>
    );
  return (
    <span className={classes['thumbnail']}>
      {url !== null && (
        <img src={url} alt={label} decoding="async" draggable={false} onError={() => setFailedUrl(url)} />
      )}
    </span>
  );
}
