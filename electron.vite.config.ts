import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Builds what Electron runs: shell, preload and renderer. The engine, its children and the command line
 * are plain Node and are built by vite.node.config.ts; `npm run build` does both.
 */
const shellTarget = { target: 'node16', minify: false, sourcemap: true } as const;

export default defineConfig({
  main: {
    build: {
      ...shellTarget,
      outDir: 'out/shell',
      externalizeDeps: { exclude: ['zod'] },
      rollupOptions: {
        input: { index: resolve('src-main/shell/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  preload: {
    build: {
      ...shellTarget,
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve('src-main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer/app',
    base: './',
    html: { cspNonce: 'ONSET_CSP_NONCE' },
    build: {
      outDir: resolve('out/renderer'),
      target: 'chrome108',
      cssTarget: 'chrome108',
      cssMinify: 'lightningcss',
      sourcemap: true,
      rollupOptions: { input: { index: resolve('src-renderer/app/index.html') } },
    },
    plugins: [react()],
  },
});
