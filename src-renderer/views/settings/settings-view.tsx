import { AliasSettings } from './alias-settings.tsx';
import { BackupSettings } from './backup-settings.tsx';
import { BlindSetting } from './blind-setting.tsx';
import { MediaSettings } from './media-settings.tsx';
import { RecipeSettings } from './recipe-settings.tsx';
import { SchemeSettings } from './scheme-settings.tsx';
import classes from './settings.module.css';
import { SubjectSettings } from './subject-settings.tsx';

/** How this project labels: blind or not, with which emotions, whom, what is made of it, and where its media lie. */
export function SettingsView() {
  return (
    <div className={classes['page']}>
      <BlindSetting />
      <SchemeSettings />
      <AliasSettings />
      <RecipeSettings />
      <SubjectSettings />
      <MediaSettings />
      <BackupSettings />
    </div>
  );
}
