/** T without the keys whose value may be undefined: they are either absent or there. */
export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** A copy without the keys whose value is undefined: what comes from zod, for a type that knows only absent and present. */
export function defined<T extends object>(value: T): Defined<T> {
  // Filtering by value cannot be told to the compiler otherwise.
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}
