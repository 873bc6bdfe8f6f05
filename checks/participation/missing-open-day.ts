import { openDays } from '../support/activities.ts';
import { missingActivity } from '../support/missing-activity.ts';

export default missingActivity({
  id: 'missing-open-day',
  title: { zh: '未公开政府开放日活动', en: 'No open day published' },
  basis: 'PA-01',
  appliesTo: ['city', 'county', 'zone'],
  name: { zh: '政府开放日活动', en: 'open days' },
  remedy: {
    zh: '公开本年度开放日活动的时间、地点、内容',
    en: 'Publish when, where and what the open days of this year were',
  },
  sought: openDays,
});
