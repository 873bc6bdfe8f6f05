import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { gazettesOf, gazetteUnits, issueName, issuesSince } from '../support/gazette.ts';
import { plain } from '../support/rows.ts';

const ABOVE_SECTION = /^(?:上级文件|国务院文件|中央文件|省(?:委|政府|级)?文件|国家文件|国务院令|省政府令)$/;
const OWN = /^(?:关于)?(?:转发|贯彻|落实)|实施意见|转发/;
/** What stands under the contents and is no paper: who gets it, who makes it. */
const IMPRINT = /^(?:赠阅|发行|发送|主办|主管|编辑|出刊|出版|印刷|地址|电话|邮编|刊号|准印|网址|投稿)/;
const ADVERT = /广告|招商加盟|促销|代理加盟|优惠活动/;

export default defineCheck({
  id: 'gazette-foreign-content',
  title: { zh: '公报刊登上级文件或广告', en: 'Gazette with papers from above or advertising' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'page',
  claims: 'presence',
  basis: 'GZ-02',
  options: z.object({}),
  messages: {
    above: { zh: '公报{issue}刊登上级文件《{title}》', en: 'The issue “{issue}” prints a paper from above: “{title}”' },
    advert: { zh: '公报{issue}刊登商业广告“{title}”', en: 'The issue “{issue}” prints advertising: “{title}”' },
  },
  subjects: (site, { since, asOf }) => gazettesOf(site).flatMap((gazette) => issuesSince(gazette, since, asOf)),
  *examine(issue) {
    const name = issueName(issue);
    const told = new Set<string>();
    for (const { section, title } of issue.contents) {
      const text = plain(title);
      if (told.has(text) || IMPRINT.test(text)) continue;
      const place = { ...issue.at, quote: title.slice(0, 200) };
      const remedy = {
        zh: '今后各期只刊登本级和本级部门的文件，不登上级文件和商业广告',
        en: 'From the next issue on print the papers of your own level only, and no advertising',
      };
      if (isFromAbove(text, section)) {
        told.add(text);
        yield { message: 'above', data: { issue: name, title }, at: place, key: text, remedy };
      } else if (ADVERT.test(text) && !/规定|办法|条例|通知|意见|管理/.test(text)) {
        told.add(text);
        // 【商业广告】 says itself what it is.
        const review = !/商业广告|^[【[(（]?广告[】\])）:：]/.test(text) && {
          zh: '标题像是广告，请人工核对',
          en: 'the title looks like advertising: please look',
        };
        yield { message: 'advert', data: { issue: name, title }, at: place, key: text, remedy, review };
      }
    }
  },
});

/** Written by whom stands at the head of its title, or in the name of its section. */
function isFromAbove(title: string, section: string | undefined): boolean {
  if (OWN.test(title)) return false;
  if (section !== undefined && ABOVE_SECTION.test(plain(section))) return true;
  const above =
    /^(?:中共中央|国务院|全国人民代表大会|中华人民共和国[\u3400-\u9fff]{2,10}(?:部|委员会|总局)|[\u3400-\u9fff]{2,8}(?:省|自治区)(?:人民政府|委|人大))/;
  // A county-level city is a 市 too: its own papers cannot be told from those of the city above by their titles.
  return above.test(title);
}
