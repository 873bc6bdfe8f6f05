import type { ColumnType } from '../../contract/site.ts';
import { columnTypeNames } from './column-types.ts';
import { bareName } from './names.ts';

/** The type that a name says, and how surely: the very name, or another that is used for it. */
export interface NamedType {
  readonly type: Exclude<ColumnType, 'other'>;
  readonly by: 'name' | 'alias';
}

interface Word {
  readonly word: string;
  readonly type: NamedType['type'];
}

const names = new Map<string, NamedType['type']>();
const aliases = new Map<string, NamedType['type']>();
const words: Word[] = [];
for (const [type, known] of Object.entries(columnTypeNames) as [
  NamedType['type'],
  (typeof columnTypeNames)['news'],
][]) {
  for (const name of wordsOf(known.names)) names.set(bareName(name), type);
  for (const alias of wordsOf(known.aliases)) aliases.set(bareName(alias), type);
  for (const word of wordsOf(known.words)) words.push({ word, type });
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Words around a name that say whose it is or that it is a list, and change nothing of what it is. */
const around =
  /^(?:本(?:局|县|市|区|镇|乡|院|校|单位|部门|级|级政府|中心|公司)|我(?:局|县|市|区|镇|校|院)|(?:县|市|区|镇)(?:级|本级)|部门|最新|\d{4}年度?)|(?:信息|公开|栏目|专栏|专题|列表|一览|栏|专区)$/g;

/**
 * The type that the name of a column says. The whole name first; then without what stands around it (本局动态, 预决算公开专栏);
 * then by the longest word in it, of two as long the later: the head of a Chinese name is its end.
 */
export function typeOfName(name: string): NamedType | undefined {
  const bare = bareName(name).replace(/[()（）【】[\]·]/g, '');
  const exact = names.get(bare);
  if (exact !== undefined) return { type: exact, by: 'name' };
  const core = bare.replace(around, '');
  const alias = aliases.get(bare) ?? names.get(core) ?? aliases.get(core);
  if (alias !== undefined) return { type: alias, by: 'alias' };
  const held = heldWord(bare);
  return held && { type: held.type, by: 'alias' };
}

/** 政策法规科, 县应急管理局: bodies, whose field is not what their page is about. */
const body =
  /(?:科|室|股|处|局|办|委|委员会|站|队|馆|所|村|中心|小组|公司|学校|学院|医院|镇|乡|街道|社区|协会|(?<!专)区|县|市)$/;

/** A short word in a long name says little: 关于…的动态 is a title, not a column. */
function heldWord(bare: string): Word | undefined {
  if (bare.length > 22 || bare.startsWith('关于') || body.test(bare)) return undefined;
  let best: Word | undefined;
  let bestEnd = 0;
  for (const candidate of words) {
    const at = bare.lastIndexOf(candidate.word);
    if (at < 0) continue;
    const end = at + candidate.word.length;
    if (candidate.word.length === 2 && bare.length > 10 && end < bare.length) continue;
    const length = best?.word.length ?? 0;
    if (candidate.word.length > length || (candidate.word.length === length && end > bestEnd)) {
      best = candidate;
      bestEnd = end;
    }
  }
  return best;
}
