/** The commonest surnames: nineteen people in twenty bear one of them. */
const SINGLE =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由';
const DOUBLE = '欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 夏侯 轩辕 宇文 长孙 南宫 闻人 申屠';
/** Words that begin like a name and are none. */
const WORDS = new Set(
  (
    '方式 方法 方案 于是 高中 高级 时间 金额 单位 单价 成员 成绩 成都 安全 安徽 安排 文件 文化 文号 全部 全体 平方 平台 和县 明确 向上 ' +
    '应急 应当 季度 华东 万元 万亩 路线 路灯 石料 关于 关系 管理 管道 项目 符合 连接 简介 申请 申报 申请人 计划 国家 国有 信息 信用 公司 ' +
    '公开 公告 公示 公民 公安 解读 严格 原因 原件 席位 海关 宗地 强制 权利 权责 元旦 利用 相关 居民 居委 平均 商品 商场 支出 支付 ' +
    '古城 白天 包括 包装 宣传 宣城 容量 来源 来电 来信 花园 广场 江苏 江西 云南 贵州 贺州 海南 河南 河北 湖南 湖北 江南 江北 ' +
    '宁波 南京 南陵 温州 杭州 苏州 郑州 徐州 常州 武汉 梅花 和平 向阳 明年 时段 时候 全年 全国 全县 全市 卫生 卫健 党员 党委 ' +
    '党组 党支部 官方 官网 车辆 车牌 池塘 师生 师范 师资 路口 路段 顾客 程序 程度 任务 任职 任免 范围 钟点 严禁 温馨 温度 ' +
    '高度 高考 毛利 白色 黄色 蓝色 金融 金属 石油 石材 水平 余额 余款 高校 查询 查看 乐园 农村 农户 农业 农民 阳光 ' +
    '游客 游泳 成功 成立 成本 明细 房屋 房产 房间 时效 司机 司法 平安 井盖 门诊 门牌 银行 银联 利率 干部 都是 都有 母亲 母婴 展示 植树 居住 但是 由于 奉献 富裕 '
  ).split(' '),
);

const DOUBLES = new Set(DOUBLE.split(' '));

/** Whether a few characters read as the name of a person: a surname and one or two more, or with stars for the masked ones. */
export function isPersonName(text: string): boolean {
  const name = text.trim().replace(/[\s·]/g, '');
  if (!/^[\u4e00-\u9fa5][\u4e00-\u9fa5*×某]{1,3}$/.test(name) || WORDS.has(name)) return false;
  if (DOUBLES.has(name.slice(0, 2))) return name.length >= 3;
  return (
    name.length <= 3 && SINGLE.includes(name.charAt(0)) && !WORDS.has(name.slice(0, 2)) && !WORDS.has(name.slice(1))
  );
}

/** Words that stand in a column of names and name nobody. */
const NOBODY = /^(?:合计|总计|小计|共计|备注|序号|姓名|户主|空白|无|详见附件|同上|以上|不详|略|匿名)$/;
/** Bodies, places and groups, which a column of applicants names as well. */
const BODY = /(?:公司|[局组村办科站所店厂院处室队委镇乡]|中心|街道)$/;

/**
 * Whether a cell under a head that says 姓名 names a person: there a rare surname (仉, 亓官, 乜) or a name with a dot
 * (买买提·艾力) needs no list of surnames.
 */
export function isNameInColumn(text: string): boolean {
  const name = text.trim().replace(/\s/g, '');
  if (NOBODY.test(name) || BODY.test(name)) return false;
  if (isPersonName(name)) return true;
  if (/^[\u3400-\u9fff]{1,8}(?:[·•・.][\u3400-\u9fff]{1,8}){1,3}$/.test(name)) return true;
  return /^[\u3400-\u9fff][\u3400-\u9fff*×某]{1,2}$/.test(name) && !WORDS.has(name);
}
