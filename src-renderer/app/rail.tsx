import { UnstyledButton } from '@mantine/core';
import { useNavigation, type ViewName } from '#renderer/state/navigation.ts';
import { ROUTES } from './routes.tsx';
import classes from './workbench.module.css';

export function Rail({ view }: { readonly view: ViewName }) {
  const go = useNavigation((state) => state.go);
  return (
    <nav className={classes['rail']} aria-label="Views">
      {ROUTES.map((route) => (
        <UnstyledButton
          key={route.view}
          className={classes['railItem']}
          aria-current={route.view === view ? 'page' : undefined}
          onClick={() => {
            if (route.view !== view) go(route.place);
          }}
        >
          <route.icon size={22} stroke={1.5} />
          {route.label}
        </UnstyledButton>
      ))}
    </nav>
  );
}
