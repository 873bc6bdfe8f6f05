import type { AnyCheck, AnyContext, AnyObservation } from '../contract/check.ts';
import type { Evidence, EvidenceList, ResolvedObservation } from '../contract/finding.ts';
import type { Rule } from '../contract/standards.ts';
import { unitTypeNames, unitTypes, type Unit } from '../contract/unit.ts';
import { fill, nestTitles, type Data, type Text } from '../lib/template.ts';

const QUOTE_LENGTH = 300;

/**
 * Words an observation and gives it its rule; undefined where that rule is not in force for the unit. What rests on a
 * rule that nobody has verified, or on a guess about the unit, only asks for a look. Throws where the check broke its
 * contract: an unknown rule or message, no key, no stored evidence.
 */
export function resolve(
  check: AnyCheck,
  said: AnyObservation,
  context: AnyContext & { readonly unit: Unit | undefined },
  searched: readonly Evidence[],
): ResolvedObservation | undefined {
  const rule = ruleOf(check, said, context);
  if (!rule) return undefined;
  const text = check.messages[said.message];
  if (!text) throw new Error(`${check.id} has no message ${said.message}`);
  if (said.key === '') throw new Error(`${check.id} gave an observation without a key`);
  const reason =
    typeof said.review === 'object' ? said.review : (doubtOf(check, rule, context.unit) ?? strangeness(said, context));
  const remedy = said.remedy ?? check.remedy;
  const zh = dataIn('zh', said);
  return {
    key: said.key,
    message: said.message,
    data: zh,
    text: { zh: nestTitles(fill(text.zh, zh)), en: fill(text.en, dataIn('en', said)) },
    expected: said.expected,
    observed: said.observed,
    rule,
    severity: said.severity ?? rule.severity,
    evidence: evidenceOf(check, said, searched),
    confirm: said.confirm ?? (check.claims === 'absence' ? 'next-day' : 'same-run'),
    review: said.review === true || reason !== undefined,
    ...(reason && { reviewReason: reason }),
    ...(said.addressOnly && { addressOnly: true }),
    ...(remedy && { remedy }),
  };
}

/** What fills the holes in one language. */
function dataIn(lang: keyof Text, { data }: AnyObservation): Data {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === 'object' ? value[lang] : value]),
  );
}

function ruleOf(check: AnyCheck, { basis: own, actOn }: AnyObservation, { standards }: AnyContext): Rule | undefined {
  const basis = own ?? check.basis;
  if (basis === undefined) throw new Error(`${check.id} rests on no basis`);
  const rule = actOn === undefined ? standards.rule(basis) : standards.ruleOn(basis, actOn);
  if (!rule && !standards.knows(basis))
    throw new Error(`${check.id} rests on ${basis}, which the standards do not hold`);
  return rule;
}

/** Why a person has to look first, whatever the check thinks. */
function doubtOf(check: AnyCheck, rule: Rule, unit: Unit | undefined): Text | undefined {
  if (rule.confidence === 'unverified')
    return { zh: `依据 ${rule.id} 的原文尚未核实`, en: `the text of the rule ${rule.id} has not been verified` };
  if (!unit) return undefined;
  const { type, region } = unit.grounds;
  if (!type.sure && hangsOnType(check, rule)) {
    const name = unitTypeNames[unit.type];
    return {
      zh: `单位类型“${name.zh}”是推测的（${type.why.zh}）；核对后加 --type ${unit.type} 或改成正确的类型`,
      en: `that the unit is a ${name.en} is a guess (${type.why.en}); add --type ${unit.type}, or the right type`,
    };
  }
  if (!region.sure && rule.jurisdiction !== undefined)
    return {
      zh: `依据只在 ${rule.jurisdiction} 有效，而单位的行政区划是推测的（${region.why.zh}）；核对后加 --region`,
      en: `the rule holds only in ${rule.jurisdiction}, and the region of the unit is a guess (${region.why.en}); add --region`,
    };
  return undefined;
}

/** A page that by its own labels is another site's may not be the unit's to mend. */
function strangeness({ at }: AnyObservation, { site }: AnyContext): Text | undefined {
  const places = 'url' in at ? [at] : at;
  const name = places.map(({ url }) => site?.foreign?.get(url)).find((one) => one !== undefined);
  if (name === undefined) return undefined;
  return {
    zh: `页面标签写明属于“${name}”，请先核对是否由本单位负责`,
    en: `the labels of the page say that it belongs to “${name}”: please look first whose it is`,
  };
}

/** A check for everybody that rests on a rule for everybody says the same whatever the unit is. */
function hangsOnType(check: AnyCheck, rule: Rule): boolean {
  return (
    check.appliesTo.length < unitTypes.length || (rule.binds !== undefined && rule.binds.length < unitTypes.length)
  );
}

function evidenceOf(check: AnyCheck, { at }: AnyObservation, searched: readonly Evidence[]): EvidenceList {
  const [first, ...others]: EvidenceList = 'url' in at ? [{ role: 'shows', ...at }] : at;
  for (const { url, capture } of [first, ...others, ...searched])
    if (!/^sha256:[0-9a-f]{64}$/.test(capture)) throw new Error(`${check.id} has no stored evidence at ${url}`);
  return [cut(first), ...[...others, ...searched].map(cut)];
}

function cut(evidence: Evidence): Evidence {
  if (evidence.quote === undefined || evidence.quote.length <= QUOTE_LENGTH) return evidence;
  // No half of a surrogate pair at the end.
  return { ...evidence, quote: `${evidence.quote.slice(0, QUOTE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…` };
}
