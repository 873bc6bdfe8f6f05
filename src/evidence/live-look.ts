import { z } from 'zod';

const text = z.object({ zh: z.string(), en: z.string() });

/** What the live page said when it was looked at again, beside what is stored. Neither takes the place of the other. */
export const liveLook = z.strictObject({
  finding: z.string(),
  url: z.string(),
  stored: z.strictObject({ hash: z.string(), at: z.string() }),
  live: z.strictObject({ at: z.string(), hash: z.string().optional(), status: z.int().optional() }),
  /** `same`: byte for byte. `quote-stands`, `quote-gone`: changed. `changed`: changed, and there is no quote to look for. */
  says: z.enum(['same', 'quote-stands', 'quote-gone', 'changed', 'not-reached', 'not-compared']),
  text,
});
export type LiveLook = z.output<typeof liveLook>;
