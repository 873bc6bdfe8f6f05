import { zoneActivities } from '../support/activities.ts';
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
  sought: zoneActivities,
});
