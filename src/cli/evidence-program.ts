import type { Command } from 'commander';
import { addCommonFlags, addLang } from './flags.ts';
import type { Add, Answer, Call } from './call.ts';

/** The commands of evidence: packs, sheets, keys, and doubting them. */
export function addEvidence(program: Command, call: Call, answer: Answer, add: Add): void {
  const { lang } = call;
  const say = (zh: string, en: string): string => ({ zh, en })[lang];
  const evidence = add(program, 'evidence', { zh: '证据', en: 'evidence' });

  const chosen = (command: Command): Command =>
    addCommonFlags(
      command
        .option('--findings <file>', say('findings.json 的路径', 'the findings.json'))
        .option('--unit <id>', say('这个单位的全部问题', 'all findings of this unit'))
        .option('--to <file>', say('写到哪里', 'where it goes'))
        .option('--no-pictures', say('不截图', 'without screenshots'))
        .option('--browser <path>', say('浏览器的路径', 'path of the browser')),
      lang,
    );

  const noticed = (command: Command): Command =>
    command
      .option('--notice <number>', say('这份通知里的问题', 'the findings of this notice'))
      .option(
        '--live',
        say('再取一次线上页面，与存档比对；两者都保留', 'ask for the live pages again and compare; both are kept'),
      );

  const pack = add(evidence, 'pack [finding...]', {
    zh: '把问题的证据装成 WACZ，可离线核验、可在 ReplayWeb.page 打开',
    en: 'pack what findings rest on as a WACZ: to be verified offline, and replayed',
  });
  chosen(noticed(pack))
    .option('--key <file>', say('用这个 Ed25519 私钥签名', 'sign with this Ed25519 key'))
    .option('--tsa <url>', say('向这个时间戳服务取 RFC 3161 时间戳', 'get an RFC 3161 time-stamp there'))
    .option('--redact', say('掩去个人信息（默认）', 'mask personal data (the default)'))
    .option('--with-personal-data', say('不掩去个人信息，仅限内部', 'leave personal data unmasked, internal use only'))
    .action(async (ids: string[], flags: object) => {
      const { packEvidence } = await import('./commands/evidence.ts');
      answer(await packEvidence(ids, flags, call));
    });

  const sheet = add(evidence, 'sheet [finding...]', {
    zh: '每条问题一页 A4 证据单，HTML 或 PDF',
    en: 'an A4 page for each finding, HTML or PDF',
  });
  chosen(noticed(sheet)).action(async (ids: string[], flags: object) => {
    const { writeSheet } = await import('./commands/evidence.ts');
    answer(await writeSheet(ids, flags, call));
  });

  const notice = add(program, 'notice', {
    zh: '整改通知书（HTML）：一个单位可以列入通知的问题、条款、证据和期限',
    en: 'the notice to one unit, as HTML: what may be sent, clauses, evidence, deadline',
  });
  chosen(notice)
    .option(
      '--deadline <day>',
      say('整改期限：10wd（工作日）或日期，默认 10wd', 'until when: 10wd (working days) or a day; 10wd'),
    )
    .option('--issuer <name>', say('发出单位，写在落款', 'who sends it'))
    .action(async (flags: object) => {
      const { writeNotice } = await import('./commands/notice.ts');
      answer(await writeNotice(flags, call));
    });

  const verify = add(evidence, 'verify <file>', {
    zh: '离线核验证据包，或抓取记录的目录；不通过则退出码 6',
    en: 'verify a pack, or the directory of a store, offline; exit 6 where it does not hold',
  });
  addLang(
    verify
      .option('--signer <pub>', say('须由这个公钥的主人签名', 'it has to be signed by the owner of this public key'))
      .option('--authority <pem...>', say('只信这些时间戳机构的证书', 'believe time-stamps of these authorities only'))
      .option(
        '--store <dir>',
        say('持有存档的一方：连同脱敏处的密钥校验值一起核', 'who holds the store: what is masked too, by its key'),
      ),
    lang,
  ).action(async (file: string, flags: object) => {
    const { verifyEvidence } = await import('./commands/evidence.ts');
    answer(await verifyEvidence(file, flags, call));
  });
  addKeygen(evidence, call, answer, add);
}

function addKeygen(evidence: Command, call: Call, answer: Answer, add: Add): void {
  const { lang } = call;
  const keygen = add(evidence, 'keygen', { zh: '生成签名用的密钥对', en: 'make a pair of keys to sign with' });
  addLang(
    keygen.option('--to <name>', { zh: '文件名，不含扩展名', en: 'file name without ending' }[lang]),
    lang,
  ).action(async (flags: object) => {
    const { generateKeys } = await import('./commands/evidence.ts');
    answer(generateKeys(flags, call));
  });
}
