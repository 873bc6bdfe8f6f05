import { missingActivity } from '../support/missing-activity.ts';

export default missingActivity({
  id: 'missing-open-meeting',
  title: { zh: '未公开会议开放情况', en: 'No open meeting published' },
  basis: 'PA-02',
  appliesTo: ['city', 'county', 'zone'],
  name: { zh: '会议开放（公众代表列席）情况', en: 'meetings open to the public' },
  remedy: {
    zh: '公开列席会议的时间、议题、代表意见',
    en: 'Publish when the meetings were, on what, and what the people invited said',
  },
  sought: {
    types: ['meeting'],
    title:
      /会议开放|(?:公众|市民|群众|企业|居民|利益相关方).{0,12}(?:列席|旁听)|邀请.{0,24}代表.{0,12}(?:列席|参加|旁听).{0,12}会/,
    inColumn:
      /会议开放|(?:公众|市民|群众|企业|居民|利益相关方)[^。\n]{0,16}(?:列席|旁听)|邀请[^。\n]{0,40}代表[^。\n]{0,16}(?:列席|旁听|参加)/,
  },
});
