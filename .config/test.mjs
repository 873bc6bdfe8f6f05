// `npm test`: sets up, then runs vitest with whatever else is given. `--long` runs what takes long, too.
import { join } from 'node:path';
import process from 'node:process';
import { handOver, root, setUp } from './setup.mjs';

await setUp();
const args = process.argv.slice(2);
const others = args.filter((arg) => arg !== '--long');
const env = others.length < args.length ? { DUWANG_LONG: '1' } : {};
handOver([join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', '.config/vitest.config.ts', ...others], env);
