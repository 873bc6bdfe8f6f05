import type { Reason } from '../contract/verdict.ts';
import type { Text } from '../lib/template.ts';

type Word = Exclude<Reason, Text>;

/** What each reason means to whoever reads the report. */
const texts: Readonly<Record<Word, Text>> = {
  'not-fetched': { zh: '页面没有取到', en: 'the page was not fetched' },
  unparsed: { zh: '页面取到了，但没有读懂', en: 'the page came back and was not understood' },
  blocked: {
    zh: '被拦截（防火墙、验证码、登录或维护页）',
    en: 'blocked (firewall, captcha, login or maintenance page)',
  },
  cut: { zh: '只取到一部分', en: 'only a part came back' },
  unrendered: { zh: '内容由脚本填充，未经浏览器渲染', en: 'filled by script, and not rendered in a browser' },
  'pages-left-out': { zh: '有的分页没有读', en: 'pages of the list were left out' },
  'dates-unread': { zh: '日期没有读出来', en: 'the dates could not be read' },
  elsewhere: { zh: '栏目链接到其他网站', en: 'the column leads to another site' },
  'without-rendered': { zh: '需要浏览器渲染后的页面', en: 'needs the page as a browser renders it' },
  'without-history': { zh: '需要以前的读网结果', en: 'needs earlier readings' },
  'without-attachments': { zh: '需要附件的内容', en: 'needs the attachments' },
  'without-tls': { zh: '需要证书信息', en: 'needs the certificate' },
  'no-subjects': { zh: '没有可以检查的对象', en: 'there is nothing to check' },
  'other-unit-type': { zh: '不适用于这类单位', en: 'not for this type of unit' },
  'entry-not-read': { zh: '网站入口没有读到', en: 'the entry of the site was not read' },
  'rule-not-in-force': { zh: '依据对该单位或该日不生效', en: 'the rule is not in force for this unit or day' },
};

/** A reason as one word, for counting, and in both languages. A check's own sentence counts as `own`. */
export function reasonOf(reason: Reason): { readonly word: string; readonly text: Text } {
  return typeof reason === 'string' ? { word: reason, text: texts[reason] } : { word: 'own', text: reason };
}
