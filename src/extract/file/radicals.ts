/**
 * PDF fonts often name a glyph by the radical that looks like it (⺠ for 民), and searches then miss the word. Kangxi
 * radicals and compatibility ideographs have a normal form of their own (NFKC); the CJK Radicals Supplement, but for two,
 * has none: this is Unicode's EquivalentUnifiedIdeograph for U+2E80–2EF3, in order, a dot where there is none.
 */
const supplement =
  '.厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄㣺扌攵.旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒罒网网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟';
const first = 0x2e80;

/** Radicals, compatibility ideographs, ligatures and full-width letters and digits; punctuation stays as it is quoted. */
const odd = /[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/gu;

/** A text with the characters that its words are made of. */
export function withoutRadicals(text: string): string {
  return text.replace(odd, (char) => {
    const plain = supplement[char.charCodeAt(0) - first];
    return plain === undefined || plain === '.' ? char.normalize('NFKC') : plain;
  });
}
