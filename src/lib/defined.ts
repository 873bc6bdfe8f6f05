/** T without the keys whose value may be undefined: they are either absent or there. */
export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** A copy without the keys whose value is undefined: what comes from zod, for a type that knows only absent and present. */
export function defined<T extends object>(value: T): Defined<T> {
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) if (part !== undefined && key !== '__proto__') copy[key] = part;
  // Leaving out by value cannot be told to the compiler otherwise.
  return copy as Defined<T>;
}
