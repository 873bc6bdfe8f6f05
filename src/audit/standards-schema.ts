import { z } from 'zod';
import { severities } from '../contract/standards.ts';
import { unitTypes, type UnitType } from '../contract/unit.ts';
import { parseDay } from '../lib/day.ts';

/** Whom a rule on government sites binds: never schools, hospitals or enterprises. */
const governmentTypes = ['city', 'county', 'zone', 'town', 'department'] as const satisfies readonly UnitType[];

const day = z.string().transform((text, context) => {
  const parsed = parseDay(text);
  if (parsed === undefined) context.addIssue({ code: 'custom', message: `“${text}” is no day (YYYY-MM-DD)` });
  return parsed ?? z.NEVER;
});
const words = z.array(z.string().min(1));
const id = z.string().regex(/^[\w.〔〕-]+$/, 'an id is made of letters, digits, . _ -');
const binds = z
  .array(z.enum([...unitTypes, 'gov-site']))
  .min(1)
  .transform((names) => [...new Set(names.flatMap((name) => (name === 'gov-site' ? governmentTypes : [name])))]);

/** What a rule, a directory row and an element list have in common. `note` is for the reader of the file only. */
const ruled = {
  title: z.string().min(1),
  /** An id of `sources` (of any standards file). */
  source: id,
  clause: z.string().min(1),
  severity: z.enum(severities),
  confidence: z.enum(['read', 'secondary', 'unverified']),
  /** Administrative code or its beginning: `'34'`, `'3402'`, `'340200'`. Absent: everywhere. */
  jurisdiction: z
    .string()
    .regex(/^\d{2,6}$/, 'an administrative code of 2 to 6 digits, in quotes')
    .optional(),
  validFrom: day.optional(),
  validTo: day.optional(),
  binds: binds.optional(),
  threshold: z.record(z.string(), z.union([z.number(), z.string(), z.array(z.string())])).default({}),
  note: z.string().optional(),
};

const source = z.strictObject({
  title: z.string().min(1),
  number: z.string().optional(),
  date: z.string().optional(),
  url: z.string().optional(),
  /** How its text was come by. */
  how: z.string().optional(),
});

const rule = z.strictObject({
  id,
  ...ruled,
  /** Why no check rests on it, for whoever looks for one. */
  unchecked: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }).optional(),
});

const deadline = z.union([
  z.strictObject({ value: z.int().positive(), unit: z.enum(['day', 'workday', 'month']), from: z.string().min(1) }),
  z.strictObject({
    yearly: z.templateLiteral([z.number(), '-', z.number()]).refine((text) => parseDay(`2024-${text}`), 'MM-DD'),
  }),
]);

const item = z.strictObject({
  ...ruled,
  id,
  /** Absent: the last name of the path. */
  title: ruled.title.optional(),
  path: z.tuple([z.string().min(1)], z.string().min(1)),
  aliases: words.default([]),
  required: z.boolean().default(true),
  elements: words.default([]),
  deadline: deadline.optional(),
  update: z
    .strictObject({ value: z.int().positive(), unit: z.enum(['day', 'month']), text: z.string().min(1) })
    .optional(),
  /** These four may stand once, on the directory. */
  source: ruled.source.optional(),
  clause: ruled.clause.optional(),
  severity: ruled.severity.optional(),
  confidence: ruled.confidence.optional(),
});

const directory = z.strictObject({
  unitTypes: z.array(z.enum(unitTypes)).min(1),
  title: z.string().optional(),
  note: z.string().optional(),
  source: ruled.source.optional(),
  clause: ruled.clause.optional(),
  severity: ruled.severity.optional(),
  confidence: ruled.confidence.optional(),
  jurisdiction: ruled.jurisdiction,
  validFrom: ruled.validFrom,
  validTo: ruled.validTo,
  items: z.array(item),
});

const elementList = z.strictObject({
  id,
  ...ruled,
  elements: z.array(
    z.strictObject({ name: z.string().min(1), aliases: words.default([]), required: z.boolean().default(true) }),
  ),
});

const term = z.strictObject({
  wrong: z.string().min(1),
  right: z.string(),
  basis: id,
  review: z.boolean().default(true),
  unless: words.default([]),
  note: z.strictObject({ zh: z.string(), en: z.string() }).optional(),
});

/** One file of `checks/standards`. Several files are one book: sources and ids may be used across files. */
export const standardsFile = z.strictObject({
  $schema: z.string().optional(),
  note: z.string().optional(),
  sources: z.record(id, source).default({}),
  /** One id twice: two versions, whose validity may not overlap. */
  rules: z.array(rule).default([]),
  directories: z.array(directory).default([]),
  elements: z.array(elementList).default([]),
  vocabularies: z.record(id, words).default({}),
  terms: z.array(term).default([]),
});
export type StandardsFile = z.output<typeof standardsFile>;
