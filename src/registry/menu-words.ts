import type { Reading } from '../contract/page.ts';
import type { UnitType } from '../contract/unit.ts';

/** Words in the menus of bodies of one trade that those of no office have so many of together. */
const words: Partial<Readonly<Record<UnitType, readonly string[]>>> = {
  school: [
    ...['校园', '德育', '教研', '师资', '教师', '学生', '家长', '家校', '班级', '校长', '少先队', '课堂', '课程'],
    ...['招生', '团委', '办学', '学科', '校务', '教务', '社团', '高考', '中考', '年级', '学校概况', '学校简介'],
  ],
  kindergarten: [
    ...['园所', '园长', '保教', '幼儿', '家园', '宝宝', '食谱', '入园', '班级', '卫生保健', '教师', '园务', '招生'],
  ],
  university: [
    ...['院系', '学院', '专业', '科研', '研究生', '本科', '教务', '学工', '校友', '就业', '图书馆', '招生', '学报'],
    ...['人才培养', '师资', '国际交流', '继续教育'],
  ],
  hospital: [
    ...['科室', '专家', '门诊', '就诊', '就医', '挂号', '住院', '医保', '护理', '体检', '医生', '医师', '患者', '院长'],
    ...['院务', '诊疗', '急诊', '医院概况', '医院简介', '医德', '健康'],
  ],
  water: ['供水', '水质', '停水', '水价', '用水', '抄表', '缴费', '营业网点', '报装', '水费'],
  gas: ['供气', '用气', '燃气', '停气', '气价', '安检', '抄表', '缴费', '营业网点', '报装'],
  heat: ['供热', '供暖', '用热', '热费', '热源', '停热', '缴费', '营业网点', '报装', '测温'],
  power: ['供电', '用电', '停电', '电价', '电费', '业扩', '缴费', '营业网点', '报装', '电网'],
  bus: ['公交', '线路', '站点', '票价', '乘车', 'IC卡', '班次', '乘客', '客运', '改线', '换乘'],
};

const ENOUGH = 4;
const LONGEST = 10;
const MOST = 400;

/**
 * The words by which the menus of a home page speak for one type: empty where they are few, or speak as much for another.
 * Headlines do not count: the bureau of education writes of schools every day.
 */
export function menuWords(home: Reading, type: UnitType): readonly string[] {
  const texts = home.links.slice(0, MOST).flatMap(({ text }) => (text.length > LONGEST ? [] : [text]));
  const found = (one: UnitType): readonly string[] =>
    (words[one] ?? []).filter((word) => texts.some((text) => text.includes(word)));
  const own = found(type);
  const isRivalled = others(type).some((other) => found(other).length >= own.length);
  return own.length >= ENOUGH && !isRivalled ? own : [];
}

function others(type: UnitType): readonly UnitType[] {
  return (Object.keys(words) as UnitType[]).filter((one) => one !== type); // the keys are those of `words`
}
