import { verify, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { z } from 'zod';

const domainSigned = z.object({
  hash: z.string(),
  created: z.string(),
  signature: z.string(),
  domain: z.string(),
  domainCert: z.string(),
});

/**
 * Holds the signature of a WACZ that a web server signed (WACZ-auth, domain identity): its hash, by the key of a
 * certificate of that domain, which a root that this Node knows stands behind. Our own packs are signed otherwise.
 */
export function isDomainSigned(signedData: unknown): { readonly domain: string } | { readonly problem: string } {
  const parsed = domainSigned.safeParse(signedData);
  if (!parsed.success) return { problem: 'the signature is of a kind that is not known here' };
  const { hash, signature, domain, domainCert } = parsed.data;
  const chain = (domainCert.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  );
  const [own] = chain;
  if (!own?.checkHost(domain)) return { problem: `the certificate is not one of ${domain}` };
  if (!verify('sha256', Buffer.from(hash, 'utf8'), own.publicKey, Buffer.from(signature, 'base64')))
    return { problem: 'the signature does not hold' };
  for (const [index, issuer] of chain.slice(1).entries())
    if (chain[index]?.verify(issuer.publicKey) !== true) return { problem: 'the chain of certificates is broken' };
  return isKnown(chain) ? { domain } : { problem: `no known authority stands behind the certificate of ${domain}` };
}

function isKnown(chain: readonly X509Certificate[]): boolean {
  return rootCertificates.some((pem) => {
    const root = new X509Certificate(pem);
    return chain.some(
      (link) => link.fingerprint256 === root.fingerprint256 || (link.checkIssued(root) && link.verify(root.publicKey)),
    );
  });
}
