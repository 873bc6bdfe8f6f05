import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../lib/error.ts';
import { checkYaml, readYaml, type YamlSource } from '../../lib/yaml.ts';
import { configFile, type ConfigFile } from './config-schema.ts';

/** One configuration file, with the places of what it says. */
export interface Layer {
  readonly source: YamlSource;
  readonly text: string;
  readonly content: ConfigFile;
}

/** Configuration files from the most general to the one that was named: of two that say a thing the later wins. */
export type Config = readonly Layer[];

const fileName = 'duwang.yaml';

/**
 * Reads the configuration that was named, else `duwang.yaml` of the working directory, else none; and before it
 * whatever it extends. Throws a UserError with file, line, column.
 */
export function readConfig(named: string | undefined, cwd: string): Config {
  const path = named === undefined ? join(cwd, fileName) : resolve(cwd, named);
  if (named === undefined && !existsSync(path)) return [];
  return readChain(path, []);
}

function readChain(path: string, below: readonly string[]): Config {
  if (below.includes(path)) throw new UserError(`extends 成环 (circular): ${[...below, path].join(' → ')}`);
  const text = readText(path);
  const source = readYaml(path, text);
  const content = checkYaml(source, configFile);
  const bases = (content.extends ?? []).flatMap((base) => readChain(resolve(dirname(path), base), [...below, path]));
  return [...bases, { source, text, content }];
}

/** The text of a file that the user named. Throws a UserError where it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UserError('读不到这个文件 (cannot read this file)', { where: { file: path }, cause });
  }
}

/** The last word on one setting; paths are left as written. */
export function setting<K extends keyof ConfigFile>(config: Config, key: K): ConfigFile[K] | undefined {
  return config.findLast(({ content }) => content[key] !== undefined)?.content[key];
}

/** The last word on one setting of the crawl. */
export function crawlSetting<K extends keyof NonNullable<ConfigFile['crawl']>>(
  config: Config,
  key: K,
): NonNullable<ConfigFile['crawl']>[K] | undefined {
  return config.findLast(({ content }) => content.crawl?.[key] !== undefined)?.content.crawl?.[key];
}

/** A path in a configuration file is meant from that file. */
export function pathsOf(config: Config, key: 'standards' | 'checksDir'): readonly string[] {
  return config.flatMap(({ source, content }) =>
    (content[key] ?? []).map((path) => resolve(dirname(source.file), path)),
  );
}
