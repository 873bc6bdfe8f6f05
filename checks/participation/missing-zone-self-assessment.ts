import { missingActivity } from '../support/missing-activity.ts';

export default missingActivity({
  id: 'missing-zone-self-assessment',
  title: { zh: '未公开政务公开专区自评报告', en: 'No self-assessment of the openness zones published' },
  basis: 'PA-03',
  appliesTo: ['county', 'zone'],
  name: { zh: '政务公开专区自评报告', en: 'self-assessment of the openness zones' },
  remedy: {
    zh: '形成并公开自评报告，写明功能设置、日常运行、服务质量和建议',
    en: 'Assess the zones (functions, daily work, service, advice) and publish the report',
  },
  sought: {
    types: ['zone'],
    title: /专区.{0,24}(?:自评|自查|评估|评价)|(?:自评|自查).{0,24}专区/,
    inColumn: /自评|自查报告|自我评估|评估报告/,
  },
});
