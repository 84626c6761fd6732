import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The engine, its children and the command line: one plain Node entry each in out/node. */
const entry = (room: string) => resolve(`src-main/${room}/main.ts`);

export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/node',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: {
        engine: entry('engine'),
        decoder: entry('decoder'),
        demo: entry('demo'),
        catalog: entry('catalog'),
        trainer: entry('trainer'),
        cli: entry('cli'),
      },
      output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
