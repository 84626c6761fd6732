import './no-eval.ts';
import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import './tokens.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { listenToKeys } from '#renderer/commands/keyboard.ts';
import { listenToEngine } from '#renderer/state/events.ts';
import { loadKeys } from '#renderer/state/keymap.ts';
import { followLibrary } from '#renderer/state/library-trail.ts';
import { queryClient } from '#renderer/state/queries.ts';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { followHistory } from './history.ts';
import { readNonce } from './nonce.ts';
import { theme } from './theme.ts';

const nonce = readNonce();
listenToEngine();
listenToKeys();
void loadKeys();
followHistory();
followLibrary();

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="dark" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary>
          <App />
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
