import { enterpriseActivities } from '../support/activities.ts';
import { missingActivity } from '../support/missing-activity.ts';

export default missingActivity({
  id: 'missing-enterprise-activity',
  title: { zh: '未公开公共企事业单位活动信息', en: 'No activity of public enterprises published' },
  basis: 'PA-04',
  appliesTo: ['city', 'county', 'zone'],
  name: { zh: '公共企事业单位活动信息', en: 'activities of public enterprises' },
  remedy: {
    zh: '督促主管部门收集并公开活动信息',
    en: 'Have the departments in charge collect and publish such activities',
  },
  sought: enterpriseActivities,
});
