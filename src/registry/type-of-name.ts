import type { UnitType } from '../contract/unit.ts';

/** What the name of a body says of its kind. `either` is left open by the name alone. */
export interface NamedType {
  readonly types: readonly [UnitType, ...UnitType[]];
  /** The ending that says so. */
  readonly ending: string;
}

/** What a site puts after the name of its body. */
const siteWords =
  /(?:(?:门户|官方|公众|政务|(?<!人民)政府)?(?:网站群|网站|官网|信息网|公众网|门户网|服务网|资讯网|网)|(?:(?<!人民)政府)?(?:政务|信息|政务信息)公开(?:网|平台|专栏|目录)?|首页|主页|欢迎您)$/u;

/** The name of the body behind the name of its site: `示例县教育局门户网站` is run by `示例县教育局`. */
export function bodyName(siteName: string): string {
  let name = shownName(siteName);
  for (let round = 0; round < 3; round += 1) name = name.replace(siteWords, '') || name;
  return name;
}

/** As `bodyName`, where what is left is the name of a body; else the name as it is shown: 人力资源 is nobody, 人力资源网 is a site. */
export function bodyOrSiteName(siteName: string): string {
  const body = bodyName(siteName);
  return typeOfName(body) === undefined ? shownName(siteName) : body;
}

function shownName(siteName: string): string {
  return siteName
    .normalize('NFKC')
    .replace(/\s{1,20}/g, '')
    .slice(0, 60)
    .replace(/^(?:欢迎(?:您)?(?:来到|访问|光临)|中国[·・•-])/u, '')
    .replace(/[-–—_|·・•].{0,30}$/u, '');
}

/** Names of companies of an industry: 某县清源供水有限责任公司, 某燃气(某县)有限公司, 某公交集团. */
function company(industry: string): RegExp {
  return new RegExp(
    `(?:${industry})(?:\\([^()]{1,12}\\))?(?:发展|投资|服务|运营|经营|管理|工程|建设)?(?:集团|总|股份|有限|责任|控股){0,5}(?:公司|集团)$`,
    'u',
  );
}

/** Endings, the telling first: the first that fits decides. */
const endings: readonly (readonly [RegExp, ...UnitType[]])[] = [
  [/(?:幼儿园|幼稚园|托儿所)$/u, 'kindergarten'],
  [/(?:党校|行政学院|社会主义学院)$/u, 'department'],
  [
    /(?:小学|中学|初中|高中|完小|[一二三四五六七八九十]中|实验学校|特殊教育学校|职业(?:高级中|技术)?学校|学校|中专|技校|附中|附小)$/u,
    'school',
  ],
  [/(?:大学|学院|高等专科学校)$/u, 'university'],
  [/(?:医院|卫生院|保健院|卫生服务中心|卫生所|急救中心|血站)$/u, 'hospital'],
  [company('自来水|供水|水务|排水|供排水|给排水'), 'water'],
  [company('燃气|天然气|煤气|港华'), 'gas'],
  [company('热力|供热|热电|供暖'), 'heat'],
  [company('供电|电力'), 'power'],
  [/供电局$/u, 'power'],
  [company('公交|公共交通|公共汽车|客运|汽车运输|巴士'), 'bus'],
  [/(?:客运|汽车)(?:总|中心)?站$/u, 'bus'],
  [company('污水处理|水处理|环保|环境|环卫|固废|垃圾[焚烧发电处理]{0,4}|化工|水泥|钢铁|造纸|印染|电镀'), 'environment'],
  // A company of no industry that we know is still no office: the rules for government sites never bind it.
  [/(?:公司|集团)$/u, 'environment', 'water', 'gas', 'heat', 'power', 'bus'],
  [/(?:乡|镇)(?:人民)?政府$|街道(?:办事处|办)?$|(?:民族|苏木)乡$|[^\s]镇$|[^\s]乡$/u, 'town'],
  [
    /(?:开发区|高新区|经开区|保税区|示范区|度假区|风景区|园区|工业园|产业园)(?:党工委)?(?:管理委员会|管委会)?$|(?:管理委员会|管委会)$/u,
    'zone',
  ],
  [/(?:州|盟|地区)(?:人民政府|行政公署|行署|政府)$/u, 'city'],
  [/(?:县|旗|[^市]区)(?:人民)?政府$|自治县$|[^开发高新园]县$/u, 'county'],
  [/市(?:人民)?政府$|[^\s]市$/u, 'city', 'county'],
  [
    /(?:局|委员会|委|厅|办公室|管理处|总队|支队|大队|中心|联合会|总工会|监狱|检察院|法院|研究院|档案馆|图书馆|博物馆|气象台|协会|基金会|署|院|馆|站|处|队|社|所)$/u,
    'department',
  ],
  [/(?:人民政府|政府)$/u, 'county', 'town', 'city'],
];

/** The kind of body that a name belongs to; undefined where its ending says nothing. */
export function typeOfName(name: string): NamedType | undefined {
  // The office of a government speaks for it: 示例县人民政府办公室.
  const body = name.replace(/(政府)(?:办公室|办公厅|办)$/u, '$1');
  for (const [pattern, first, ...more] of endings) {
    const match = pattern.exec(body);
    if (match && first) return { types: [first, ...more], ending: match[0] };
  }
  return undefined;
}
