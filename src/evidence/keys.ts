import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { UserError } from '../lib/error.ts';
import { sha256 } from '../lib/hash.ts';

/** A new Ed25519 pair as PEM. */
export function makeKeys(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** The private key of a PEM text. Throws a `UserError` where it holds none of Ed25519. */
export function readPrivateKey(pem: string, file: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // told below, together with a key of another kind
  }
  throw new UserError(`${file}：不是 Ed25519 私钥 / not an Ed25519 private key`, {
    where: { file },
    hint: '用 duwang evidence keygen 生成 / make one with duwang evidence keygen',
  });
}

/** The name of the public key of a PEM text, as `verify` tells it. Throws a `UserError` where it holds none of Ed25519. */
export function readSigner(pem: string, file: string): string {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return signerOf(key.export({ type: 'spki', format: 'der' }));
  } catch {
    // told below, together with a key of another kind
  }
  throw new UserError(`${file}：不是 Ed25519 公钥 / not an Ed25519 public key`, { where: { file } });
}

/** A public key (SPKI, DER) by name: short enough to be read out, and to be printed beside the seal of an office. */
export function signerOf(publicKey: Uint8Array): string {
  return `ed25519 ${sha256(publicKey)}`;
}

/** Signs a text; both answers are base64: the signature, and the public key (SPKI, DER) that it is held against. */
export function signText(text: string, key: KeyObject): { readonly signature: string; readonly publicKey: string } {
  return {
    signature: sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

/** Whether the signature is that of this text by this key. False, too, for what is no key and no signature. */
export function isSignedBy(text: string, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    const bytes = Buffer.from(signature, 'base64');
    if (bytes.toString('base64') !== signature) return false; // one signature, one way to write it
    if (key.export({ type: 'spki', format: 'der' }).toString('base64') !== publicKey) return false; // and one key
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text, 'utf8'), key, bytes);
  } catch {
    return false;
  }
}
