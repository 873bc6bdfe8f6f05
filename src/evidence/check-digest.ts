import { z } from 'zod';
import { canonicalJson, sha256 } from '../lib/hash.ts';
import type { Files } from './archive.ts';
import { isDomainSigned } from './domain-signature.ts';
import { isSignedBy, signerOf } from './keys.ts';
import { paths } from './pack.ts';
import { parseJson, type Told, type VerifyTools } from './pack-content.ts';
import { readStamp } from './timestamp.ts';

const digest = z.object({
  path: z.literal(paths.package),
  hash: z.string(),
  signedData: z.looseObject({ hash: z.string() }).optional(),
});

/** Who stands behind a pack. */
export interface Vouched {
  readonly signedBy: string | undefined;
  readonly stampedAt: string | undefined;
}

/** Holds the package against its digest, and the digest against signature and time-stamp. */
export async function checkDigest(files: Files, ours: boolean, tools: VerifyTools, told: Told): Promise<Vouched> {
  const nobody = { signedBy: undefined, stampedAt: undefined };
  const bytes = files.get(paths.digest);
  if (!bytes && !ours) return nobody; // WACZ does not ask for one
  const parsed = parseJson(files, paths.digest, digest, told);
  const packaged = files.get(paths.package);
  if (!parsed || !packaged) return nobody;
  checkHash(parsed, sha256(packaged), told);
  if (ours && bytes && canonicalJson(parsed) !== Buffer.from(bytes).toString('utf8'))
    told(paths.digest, 'is not canonical JSON');
  if (!parsed.signedData) return nobody;
  if (parsed.signedData.hash !== parsed.hash) told(paths.digest, 'what was signed is not what is here');
  return ours ? checkOurSignature(parsed.signedData, tools, told) : checkDomainSignature(parsed.signedData, told);
}

/** Where a signature stands behind the package or the digest, it is the other that was touched. */
function checkHash({ hash, signedData }: z.output<typeof digest>, actual: string, told: Told): void {
  if (hash === actual) return;
  if (signedData?.hash !== actual) told(paths.package, `is ${actual}, ${paths.digest} says ${hash}`);
  if (signedData?.hash !== hash) told(paths.digest, `says ${hash}, ${paths.package} is ${actual}`);
}

const ourSignature = z.strictObject({
  hash: z.string(),
  created: z.string(),
  software: z.string(),
  signature: z.string().optional(),
  publicKey: z.string().optional(),
  timestamp: z.string().optional(),
});

async function checkOurSignature(signedData: unknown, tools: VerifyTools, told: Told): Promise<Vouched> {
  const parsed = ourSignature.safeParse(signedData);
  if (!parsed.success) {
    told(paths.digest, 'the signature is not written as ours are');
    return { signedBy: undefined, stampedAt: undefined };
  }
  const { signature, publicKey, timestamp, ...signed } = parsed.data;
  const hasKey = signature !== undefined && publicKey !== undefined;
  const holds = hasKey && isSignedBy(canonicalJson(signed), signature, publicKey);
  if ((hasKey && !holds) || (signature === undefined) !== (publicKey === undefined))
    told(paths.digest, 'the signature does not hold');
  const stamped = Buffer.from(canonicalJson({ ...signed, ...(hasKey && { signature, publicKey }) }), 'utf8');
  const stamp =
    timestamp === undefined
      ? undefined
      : await readStamp(Buffer.from(timestamp, 'base64'), stamped, tools.authorities ?? []);
  if (stamp && 'problem' in stamp) told(paths.digest, `the time-stamp does not hold: ${stamp.problem}`);
  return {
    signedBy: holds ? signerOf(Buffer.from(publicKey, 'base64')) : undefined,
    stampedAt: stamp && 'at' in stamp ? stamp.at : undefined,
  };
}

function checkDomainSignature(signedData: Readonly<Record<string, unknown>>, told: Told): Vouched {
  const answer = isDomainSigned(signedData);
  if ('problem' in answer) told(paths.digest, answer.problem);
  return { signedBy: 'domain' in answer ? answer.domain : undefined, stampedAt: undefined };
}
