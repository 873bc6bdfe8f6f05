import { createHash, X509Certificate, webcrypto } from 'node:crypto';
import { fromBER, OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  ContentInfo,
  CryptoEngine,
  MessageImprint,
  setEngine,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { toError, UserError } from '../lib/error.ts';

const SHA256 = '2.16.840.1.101.3.4.2.1';

/** pkijs speaks through the Web Cryptography of Node. */
function engine(): void {
  setEngine('node', new CryptoEngine({ name: 'node', crypto: webcrypto as unknown as Crypto }));
}

const imprint = (digest: Uint8Array): MessageImprint =>
  new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256 }),
    hashedMessage: new OctetString({ valueHex: Uint8Array.from(digest).buffer }),
  });

/** The query for a time-stamp of a message (RFC 3161), as DER: only its SHA-256 leaves the house. */
function stampQuery(message: Uint8Array): Uint8Array {
  engine();
  const digest = createHash('sha256').update(message).digest();
  const request = new TimeStampReq({ version: 1, messageImprint: imprint(digest), certReq: true });
  return new Uint8Array(request.toSchema().toBER());
}

/** The token inside the answer of an authority, as DER. Throws a `UserError` where it granted none. */
function tokenOf(answer: Uint8Array, authority: string): Uint8Array {
  const refuse = (why: string): never => {
    throw new UserError(`${authority}：没有给出时间戳 / gave no time-stamp: ${why}`, { exitCode: 5 });
  };
  const { result, offset } = fromBER(Uint8Array.from(answer).buffer);
  if (offset === -1) return refuse('not DER');
  const response = new TimeStampResp({ schema: result });
  const status = response.status.status as number; // 0 granted, 1 granted with modifications
  if (status > 1 || !response.timeStampToken) return refuse(`status ${status}`);
  return new Uint8Array(response.timeStampToken.toSchema().toBER());
}

/** When a token says that its authority saw this message, or why it is not believed. Names of authorities are PEM certificates. */
export async function readStamp(
  token: Uint8Array,
  message: Uint8Array,
  authorities: readonly string[],
): Promise<{ readonly at: string } | { readonly problem: string }> {
  engine();
  try {
    const { result, offset } = fromBER(Uint8Array.from(token).buffer);
    if (offset !== token.length) return { problem: 'it is not DER, or has more behind it' };
    const signed = new SignedData({ schema: new ContentInfo({ schema: result }).content });
    const content = signed.encapContentInfo.eContent?.getValue();
    if (!content) return { problem: 'it holds nothing' };
    const info = new TSTInfo({ schema: fromBER(content).result });
    const { hashAlgorithm, hashedMessage } = info.messageImprint;
    const same = Buffer.from(hashedMessage.valueBlock.valueHexView).equals(
      createHash('sha256').update(message).digest(),
    );
    if (hashAlgorithm.algorithmId !== SHA256 || !same) return { problem: 'it stamps something else' };
    const trusted = authorities.map(
      (pem) => new Certificate({ schema: fromBER(Uint8Array.from(new X509Certificate(pem).raw).buffer).result }),
    );
    const holds = await signed.verify({
      signer: 0,
      data: Uint8Array.from(message).buffer,
      checkChain: trusted.length > 0,
      trustedCerts: trusted,
      checkDate: info.genTime,
    });
    return holds ? { at: info.genTime.toISOString() } : { problem: 'its signature does not hold' };
  } catch (error) {
    return { problem: toError(error).message };
  }
}

/** Asks an authority for a token. Throws a `UserError` (exit 5) where it does not answer with one. */
export async function fetchStamp(authority: string, message: Uint8Array): Promise<Uint8Array> {
  const answer = await fetch(authority, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: Buffer.from(stampQuery(message)),
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) => {
    throw new UserError(`${authority}：时间戳服务没有应答 / the authority does not answer`, {
      exitCode: 5,
      cause: error,
    });
  });
  if (!answer.ok) throw new UserError(`${authority}：HTTP ${answer.status}`, { exitCode: 5 });
  return tokenOf(new Uint8Array(await answer.arrayBuffer()), authority);
}
