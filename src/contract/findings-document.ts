import { z } from 'zod';
import { severities } from './standards.ts';
import { unitTypes } from './unit.ts';

/** Counted up with every change that a reader of findings.json could notice. */
export const schemaVersion = '1.0';

const text = z.object({ zh: z.string(), en: z.string() });
const hash = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const count = z.int().nonnegative();
const column = z.object({ path: z.array(z.string()), url: z.string() });
const ground = z.object({ from: z.enum(['register', 'command-line', 'guess']), sure: z.boolean(), why: text });

const evidence = z.object({
  role: z.enum(['shows', 'should-show', 'compared', 'searched']),
  url: z.string(),
  capture: hash,
  fetchedAt: z.string(),
  lastConfirmedAt: z.string().optional(),
  mode: z.enum(['http', 'browser', 'data-source']).optional(),
  selector: z.string().optional(),
  quote: z.string().max(300).optional(),
});

const finding = z.object({
  id: z.string().regex(/^fp:v1:[0-9a-f]{32}$/),
  unit: z.string(),
  check: z.string(),
  family: z.string(),
  severity: z.enum(severities),
  outcome: z.enum(['failed', 'needs-review']),
  /** The subject's place: the page, the column, the directory. */
  url: z.string(),
  subject: z.string(),
  column: column.optional(),
  message: text,
  expected: text.optional(),
  observed: text.optional(),
  remedy: text.optional(),
  reviewReason: text.optional(),
  confirm: z.enum(['same-run', 'next-day']),
  basis: z
    .array(
      z.object({
        rule: z.string(),
        title: z.string(),
        source: z.string(),
        clause: z.string(),
        confidence: z.enum(['read', 'secondary', 'unverified']),
      }),
    )
    .min(1),
  evidence: z.array(evidence).min(1),
});

const unit = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(unitTypes),
  region: z.string().optional(),
  parent: z.string().optional(),
  supervisor: z.string().optional(),
  contact: z.string().optional(),
  grounds: z.object({ name: ground, type: ground, region: ground }),
  entry: z.array(z.string()).min(1),
  entryState: z.object({ state: z.string(), url: z.string(), detail: z.string() }),
  ending: z.string(),
  fetchedFrom: z.string(),
  fetchedTo: z.string(),
  coverage: z.object({
    given: count,
    due: count,
    /** given ÷ due; 1 where nothing is due. */
    ratio: z.number().min(0).max(1),
    urls: z.object({
      known: count,
      fetched: count,
      failed: z.record(z.string(), count),
      skipped: z.record(z.string(), count),
    }),
    columns: count,
  }),
  /** Every column with its standing, for the table of the unit's page. */
  columns: z.array(
    z.object({
      path: z.array(z.string()),
      url: z.string(),
      type: z.string(),
      knownBy: z.string(),
      form: z.string(),
      content: z.string(),
      entries: count,
      newest: z.string().optional(),
      /** How often it has to be updated, where a rule says so. */
      period: text.optional(),
      seen: z.string(),
    }),
  ),
});

const result = z.object({
  unit: z.string(),
  check: z.string(),
  counts: z.object({
    passed: count,
    failed: count,
    'needs-review': count,
    inapplicable: count,
    'not-checked': count,
    crashed: count,
  }),
  notChecked: z.array(z.object({ subject: z.string(), url: z.string().optional(), reason: z.string(), text })),
  inapplicable: z.array(z.object({ reason: z.string(), text, count })),
});

/** findings.json: the same snapshots, day, configuration, standards and checks give the same bytes. */
export const findingsDocument = z.object({
  schemaVersion: z.literal(schemaVersion),
  tool: z.object({ name: z.literal('duwang'), version: z.string(), reader: z.string() }),
  run: z.object({ id: z.string(), asOf: z.string(), since: z.string(), lang: z.enum(['zh', 'en']).optional() }),
  inputs: z.object({
    snapshots: z.array(z.object({ unit: z.string(), id: z.string(), hash })),
    configuration: hash,
    standards: hash,
    checks: hash,
  }),
  units: z.array(unit),
  results: z.array(result),
  findings: z.array(finding),
});
export type FindingsDocument = z.output<typeof findingsDocument>;

/** gate.json: what `--fail-on` and the coverage floor made of the findings, and with which exit code the run ended. */
export const gateDocument = z.object({
  schemaVersion: z.literal(schemaVersion),
  run: z.string(),
  passed: z.boolean(),
  exitCode: z.int(),
  reason: text,
  terms: z.array(
    z.object({ term: z.string(), expected: z.string(), found: z.string(), result: z.enum(['PASS', 'FAIL']) }),
  ),
  units: z.array(
    z.object({ unit: z.string(), coverage: z.number(), floor: z.number(), result: z.enum(['PASS', 'FAIL']) }),
  ),
});
export type GateDocument = z.output<typeof gateDocument>;
