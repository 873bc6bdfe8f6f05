import { z } from 'zod';
import { findingsDocument, gateDocument } from '../../contract/findings-document.ts';
import { UserError } from '../../lib/error.ts';

const schemas: Readonly<Record<string, z.ZodType>> = { findings: findingsDocument, gate: gateDocument };

/** The JSON Schema of what a run writes, as it is published with the package. */
export function schemaOf(name: string): string {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (!schema) throw new UserError(`没有 ${name} (no such schema)`, { hint: Object.keys(schemas).join(' ') });
  return `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`;
}
