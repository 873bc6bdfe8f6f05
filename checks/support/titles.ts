/** A title as it is compared: no blanks, punctuation or brackets, one width. */
export function bareTitle(title: string): string {
  return title.normalize('NFKC').replace(/[\s《》〈〉<>“”"'‘’()[\]【】、，,.。:：;；!！?？·—–\-_]/g, '');
}

/** What a document's title is about: 甲县人民政府关于印发《某办法》的通知 is 某办法. Bare. */
export function coreTitle(title: string): string {
  const quoted = /《([^《》]{4,80})》/.exec(
    title.normalize('NFKC').replace(/[〈<]/g, '《').replace(/[〉>]/g, '》'),
  )?.[1];
  const whole = bareTitle(quoted ?? title);
  const about = /关于(?:印发|公布|发布|修订|修改)?(.{4,80})$/.exec(whole)?.[1] ?? whole;
  return about.replace(/的(?:通知|公告|通告|决定|意见|批复|函)$/, '');
}

/** Whether two titles are one document's, with or without the office that issued it and the paper that forwards it. */
export function sameTitle(a: string, b: string): boolean {
  if (bareTitle(a) === bareTitle(b)) return true;
  const [one, other] = [coreTitle(a), coreTitle(b)];
  return one.length >= 6 && one === other;
}

/** Whether a text names a document by its title. Short titles are too common to prove it. */
export function namesTitle(text: string, title: string): boolean {
  const core = coreTitle(title);
  return core.length >= 6 && bareTitle(text).includes(core);
}
