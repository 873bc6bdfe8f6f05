import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchStamp, readStamp } from '../../src/evidence/timestamp.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'tsa-'));
const at = (name: string): string => join(folder, name);

const config = `
[ req ]
distinguished_name = dn
prompt = no
[ dn ]
CN = duwang test authority
[ ca ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[ stamp ]
extendedKeyUsage = critical,timeStamping
[ tsa ]
default_tsa = tsa1
[ tsa1 ]
serial = ${at('serial')}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = no
`;

function openssl(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

let server: Server;
let authority = '';

beforeAll(async () => {
  if (!hasOpenssl) return;
  writeFileSync(at('tsa.cnf'), config);
  writeFileSync(at('serial'), '01\n');
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '3650',
    '-config',
    'tsa.cnf',
    '-extensions',
    'ca',
  );
  openssl(
    'req',
    '-new',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'tsa.key',
    '-out',
    'tsa.csr',
    '-config',
    'tsa.cnf',
    '-subj',
    '/CN=stamp',
  );
  openssl(
    'x509',
    '-req',
    '-in',
    'tsa.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'tsa.pem',
    '-days',
    '3650',
    '-extfile',
    'tsa.cnf',
    '-extensions',
    'stamp',
  );
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'other.key',
    '-out',
    'other.pem',
    '-days',
    '3650',
    '-config',
    'tsa.cnf',
    '-extensions',
    'ca',
  );
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      writeFileSync(at('query.tsq'), Buffer.concat(chunks));
      openssl(
        'ts',
        '-reply',
        '-queryfile',
        'query.tsq',
        '-out',
        'reply.tsr',
        '-config',
        'tsa.cnf',
        '-section',
        'tsa1',
        '-inkey',
        'tsa.key',
        '-signer',
        'tsa.pem',
      );
      response.end(readFileSync(at('reply.tsr')));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  authority = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  if (hasOpenssl) await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const message = Buffer.from('a pack');

describe.skipIf(!hasOpenssl)('a time-stamp of a local authority (skipped: no openssl)', () => {
  it('is believed for the message it was given for, and for no other', async () => {
    const token = await fetchStamp(authority, message);
    expect(await readStamp(token, message, [])).toHaveProperty('at');
    expect(await readStamp(token, Buffer.from('another'), [])).toHaveProperty('problem');
  });

  it('is believed from the authority that is trusted, and from no other', async () => {
    const token = await fetchStamp(authority, message);
    expect(await readStamp(token, message, [readFileSync(at('ca.pem'), 'utf8')])).toHaveProperty('at');
    expect(await readStamp(token, message, [readFileSync(at('other.pem'), 'utf8')])).toHaveProperty('problem');
  });

  it('is not believed with a byte of its signature changed', async () => {
    const token = Uint8Array.from(await fetchStamp(authority, message));
    token[token.length - 5] = (token[token.length - 5] ?? 0) ^ 1;
    expect(await readStamp(token, message, [])).toHaveProperty('problem');
  });

  it('that does not come is a message', async () => {
    await expect(fetchStamp('http://127.0.0.1:9/', message)).rejects.toThrow('没有应答');
  });
});
