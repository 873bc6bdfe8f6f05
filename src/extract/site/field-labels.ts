/** The normal label of a metadata block, with the labels that it bears in the wild. Without blanks. */
const labels: Readonly<Record<string, readonly string[]>> = {
  索引号: ['信息索引', '索取号', '信息索引号', '信息索取号', '索引编号', '索引码', '公开索引号', '索引'],
  文号: ['发文字号', '文件编号', '发文号', '文件号', '发文文号', '文件字号', '公文文号', '字号', '文件文号', '公文号'],
  发布机构: [
    '发文机关',
    '发布机关',
    '发文机构',
    '制发机关',
    '发布单位',
    '公开责任部门',
    '责任部门',
    '发文单位',
    '制定机关',
    '信息发布机构',
    '公开机构',
    '公开主体',
    '发布部门',
    '文件发布机关',
    '来源单位',
  ],
  成文日期: [
    '成文时间',
    '生成日期',
    '生成时间',
    '信息生成日期',
    '制发日期',
    '印发日期',
    '产生日期',
    '形成日期',
    '发文日期',
    '发文时间',
    '落款日期',
    '印发时间',
  ],
  发布日期: [
    '发布时间',
    '公开日期',
    '公开时间',
    '公布日期',
    '公布时间',
    '上网时间',
    '信息发布日期',
    '发表日期',
    '发表时间',
  ],
  有效性: [
    '效力状态',
    '时效性',
    '文件状态',
    '效力',
    '有效状态',
    '是否有效',
    '时效状态',
    '文件有效性',
    '状态',
    '政策状态',
    '文件时效',
  ],
  主题分类: ['主题', '主题类别', '主题词分类', '所属主题', '分类主题', '主题分类名称'],
  生命周期分类: ['生命周期', '全生命周期', '全生命周期分类', '生命周期分类名称'],
  服务对象分类: ['服务对象', '服务对象类别', '面向对象'],
  体裁分类: ['体裁', '公文种类', '体裁类别', '文种', '文件类型', '公文体裁'],
  信息分类: ['组配分类', '所属分类', '信息类别', '栏目分类', '所属栏目', '分类', '文件分类', '公开类别', '组配'],
  名称: ['标题', '信息名称', '文件名称', '文件标题', '信息标题', '题名'],
  关键词: ['主题词', '关键字', '内容关键词'],
  内容概述: ['概述', '内容摘要', '摘要', '信息摘要', '内容概要'],
  生效日期: ['生效时间', '实施日期', '施行日期', '有效期开始'],
  废止日期: ['废止时间', '失效日期', '失效时间', '有效期', '有效期至', '有效期限', '终止日期'],
  公开方式: ['公开形式'],
  公开范围: [],
  公开时限: [],
  咨询电话: ['政策咨询电话', '咨询联系电话'],
  咨询渠道: ['政策咨询渠道', '政策咨询', '咨询方式'],
};

const normal = new Map<string, string>();
for (const [name, others] of Object.entries(labels)) {
  normal.set(name, name);
  for (const other of others) normal.set(other, name);
}

/** Labels that only a metadata block bears: two of them make an article a document. */
const telling: ReadonlySet<string> = new Set([
  '索引号',
  '文号',
  '发布机构',
  '成文日期',
  '有效性',
  '主题分类',
  '体裁分类',
  '信息分类',
  '服务对象分类',
  '生命周期分类',
  '内容概述',
]);

/** The normal form of a label: without blanks and colon, and of several names for one thing the usual one. */
export function normalLabel(label: string): string {
  const bare = label.normalize('NFKC').replace(/[\s\u3000:：【】[\]]/g, '');
  return normal.get(bare) ?? bare;
}

/** Whether labels (in normal form) are those of a metadata block. */
export function isMetadata(found: ReadonlySet<string>): boolean {
  if (found.has('索引号') || found.has('文号')) return true;
  return [...found].filter((label) => telling.has(label)).length >= 2;
}
