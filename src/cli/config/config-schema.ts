import { z } from 'zod';
import { severities } from '../../contract/standards.ts';
import { unitTypes } from '../../contract/unit.ts';
import { depthPolicies } from '../../crawl/limits.ts';
import { parseDay } from '../../lib/day.ts';
import { hoursOf } from '../flag-values.ts';

const day = z.string().transform((text, context) => {
  const parsed = parseDay(text);
  if (parsed === undefined) context.addIssue({ code: 'custom', message: `“${text}”不是日期 (not a day, YYYY-MM-DD)` });
  return parsed ?? z.NEVER;
});
const list = <T extends z.ZodType>(one: T) =>
  z.union([one, z.array(one)]).transform((value) => (Array.isArray(value) ? value : [value]));

/** Options of one check, held against its own schema once the checks are loaded; `off` leaves it out. */
const checkOptions = z.union([z.literal('off'), z.record(z.string(), z.unknown())]);
const checks = z.record(z.string(), checkOptions);
const rules = z.record(
  z.string(),
  z.strictObject({
    severity: z.enum(severities).optional(),
    threshold: z.record(z.string(), z.union([z.number(), z.string(), z.array(z.string())])).optional(),
    required: z.boolean().optional(),
    confirmed: z.boolean().optional(),
  }),
);

/** What may be said for all units, for some, and in the register for one. */
export const overrides = z.strictObject({
  checks: checks.optional(),
  rules: rules.optional(),
  adopt: z.array(z.string()).optional(),
});
export type Overrides = z.output<typeof overrides>;

const special = z.strictObject({
  ...overrides.shape,
  unitType: list(z.enum(unitTypes)).optional(),
  unit: list(z.string()).optional(),
  /** The end of a column's path, names parted by `/`: `政务公开/通知公告`. */
  column: list(z.string()).optional(),
  /** The beginning of a URL. */
  url: list(z.string()).optional(),
});

/** duwang.yaml. */
export const configFile = z.strictObject({
  $schema: z.string().optional(),
  /** Files that are read first; what stands here wins. */
  extends: list(z.string()).optional(),
  ...overrides.shape,
  overrides: z.array(special).optional(),
  /** The office's own rules, beside those of the house. */
  standards: list(z.string()).optional(),
  checksDir: list(z.string()).optional(),
  calendar: z.strictObject({ holidays: z.array(day).default([]), workdays: z.array(day).default([]) }).optional(),
  store: z.string().optional(),
  since: day.optional(),
  failOn: z.string().optional(),
  /** Percent. */
  minCoverage: z.number().min(0).max(100).optional(),
  crawl: z
    .strictObject({
      maxPages: z.int().positive().optional(),
      maxDepth: z.int().nonnegative().optional(),
      concurrency: z.int().positive().max(256).optional(),
      /** Milliseconds between two requests to one host. */
      delay: z.int().nonnegative().optional(),
      depthPolicy: z.enum(depthPolicies).optional(),
      render: z.enum(['auto', 'never', 'always']).optional(),
      browser: z.string().optional(),
      proxy: z.string().optional(),
      userAgent: z.string().optional(),
      contact: z.string().optional(),
      /** `7-22`, hours in China: no requests then. */
      quietHours: z.string().transform(hoursOf).optional(),
    })
    .optional(),
});
export type ConfigFile = z.output<typeof configFile>;
