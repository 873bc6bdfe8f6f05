import { missingActivity } from '../support/missing-activity.ts';

export default missingActivity({
  id: 'missing-zone-activity',
  title: { zh: '未公开政务公开专区活动', en: 'No activity in the openness zones published' },
  basis: 'PA-05',
  appliesTo: ['county', 'zone'],
  name: { zh: '政务公开专区宣讲、解读、咨询活动', en: 'activities in the openness zones' },
  remedy: {
    zh: '选取新出台的政策，在专区组织宣讲、解读、咨询，并公开时间、地点和内容',
    en: 'Choose new policies, explain them in the zones, and publish when, where and what',
  },
  sought: {
    types: ['zone'],
    title: /专区.{0,30}(?:活动|宣讲|宣传|解读|咨询|体验|走进|讲座|沙龙|开放)|(?:走进|依托|在).{0,16}公开专区/,
    inColumn: /活动|宣讲|宣传|解读会|咨询会|体验|走进|讲座|沙龙/,
  },
});
