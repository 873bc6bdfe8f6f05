import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { ElementSheet } from '../../src/contract/site.ts';
import { isPhone } from '../../src/lib/phone.ts';
import { government } from '../support/units.ts';

const LABEL = /电话|热线|手机/;

/** What asks for the number: one that cannot be dialled is as good as none. */
const bases: Partial<Record<ElementSheet['of'], string>> = {
  organisation: 'PO-16',
  guide: 'IF-07',
  consulting: 'consulting',
  relief: 'relief',
  'item-list': 'item-list',
};

export default defineCheck({
  id: 'malformed-phone',
  title: { zh: '公开的电话号码不规范', en: 'A telephone number that cannot be dialled' },
  family: 'inconsistent',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '核实并更正为可以拨打的号码',
    en: 'Correct the number',
  },
  options: z.object({}),
  messages: {
    malformed: {
      zh: '“{title}”的{label}“{value}”不是可以拨打的号码',
      en: 'The “{label}” of “{title}”, “{value}”, cannot be dialled',
    },
  },
  // 依申请 has its own check of the telephone (application-channel-broken).
  subjects: (site) => site.sheets.filter(({ of }) => bases[of] !== undefined),
  *examine({ of, elements, title, at }, { standards }) {
    const basis = bases[of];
    if (basis === undefined || !standards.rule(basis)) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    for (const [label, { value, selector }] of elements) {
      if (!LABEL.test(label)) continue;
      for (const part of new Set(wrongParts(value)))
        yield {
          message: 'malformed',
          data: { title, label, value: part },
          at: { ...at, ...(selector !== undefined && { selector }), quote: value },
          key: `${label}:${part}`,
          basis,
        };
    }
  },
});

/** Parts of a value that are meant as numbers and are none. Words, rooms and extensions after a good number are no fault. */
function wrongParts(value: string): readonly string[] {
  const plain = value.normalize('NFKC').replace(/\([^()\d]{0,20}\)/g, ' ');
  const parts = plain.match(/[+(]?\d[\d()\-—– ]{1,24}\d(?:转\d{1,5})?/g) ?? [];
  return parts.flatMap((part) => split(part).filter((one) => isNumberLike(one) && !isPhone(one)));
}

/** Two numbers may stand side by side with nothing but a blank between them; `0553 3831234` is one. */
function split(part: string): readonly string[] {
  const text = part.trim();
  if (isPhone(text)) return [text];
  return text.split(/\s{1,5}/).every((one) => isPhone(one)) ? [] : [text];
}

/** Five digits or more: shorter ones are extensions, rooms, floors. Times and days are no numbers to dial. */
function isNumberLike(text: string): boolean {
  return text.replace(/\D/g, '').length >= 5 && !/^(?:19|20)\d{2}-\d{1,2}-\d{1,2}$/.test(text);
}
