/** A title as comparisons hold it: NFKC, without blanks, quotation marks and punctuation. */
export function bareTitle(title: string): string {
  return title
    .slice(0, 400)
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The 《titles》 that a text names, each once; the first 20,000 characters are read. */
export function titlesIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.slice(0, 20_000).matchAll(/《([^《》\n]{4,120})》/g)) found.add((match[1] ?? '').trim());
  return [...found].slice(0, 50);
}

/** Words of procedure around what a title is about. */
const procedure =
  /关于|印发|转发|公布|发布|向社会|社会公众|公众|公开|征求意见稿|送审稿|修订稿|修订草案|草案|公示稿|征求|征集|征询|听取|意见建议|意见|建议|公告|通知|公示|启事|反馈|采纳|情况|结果|说明|政策解读|图文解读|文字解读|视频解读|解读|一图读懂|一图看懂|图解|答记者问|问答|的|对|及/g;

/** What a title is about: the name in its 《》 where it has one, without the words of procedure. */
export function matterOf(title: string): string {
  const named = /《([^《》]{4,120})》/.exec(title)?.[1];
  return bareTitle(named ?? title).replace(procedure, '');
}

/** Whether two titles are about one thing: one matter holds the other, and what is held is long enough to say something. */
export function sameMatter(a: string, b: string): boolean {
  const [one, other] = [matterOf(a), matterOf(b)];
  if (Math.min(one.length, other.length) < 5) return one.length >= 3 && one === other;
  return one.includes(other) || other.includes(one);
}
