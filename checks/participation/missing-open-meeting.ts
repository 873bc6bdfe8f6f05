import { openMeetings } from '../support/activities.ts';
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
  sought: openMeetings,
});
