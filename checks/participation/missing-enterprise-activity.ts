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
  sought: {
    types: ['activity'],
    title:
      /公共企事业.{0,20}活动|(?:供水|供电|供气|公交|医院|学校|水务|燃气).{0,20}(?:进社区|进企业|进校园|便民服务|宣传活动|服务群众|义诊)/,
  },
});
