// `npm start`: sets up, then audits the bundled sites; `npm start -- audit https://…` hands everything to duwang.
import { join } from 'node:path';
import process from 'node:process';
import { handOver, root, setUp } from './setup.mjs';

await setUp();
const args = process.argv.slice(2);
handOver([join(root, 'bin/duwang.js'), ...(args.length > 0 ? args : ['demo'])]);
