/**
 * Where U+200C and U+200D change the look of the letters around them and so are visible: contexts
 * A1, A2 and B of UAX 31 (§2.3), adopted by UTS 39, and two conjuncts of the Unicode Standard
 * (§12.2 and §12.8: Bengali and Kannada RA before a virama). JavaScript has neither joining types
 * nor viramas, so they are listed here for the scripts in use today.
 */

/** Letters that join on both sides: `Joining_Type=Dual_Joining`. */
const dual =
  '\\u0620\\u0626\\u0628\\u062A-\\u062E\\u0633-\\u063F\\u0641-\\u0647\\u0649\\u064A\\u066E\\u066F\\u0678-\\u0687\\u069A-\\u06BF\\u06C1\\u06C2\\u06CC\\u06CE\\u06D0\\u06D1\\u06FA-\\u06FC\\u06FF\\u0712-\\u0714\\u071A-\\u071D\\u071F-\\u0727\\u0729\\u072B\\u072D\\u072E\\u074E-\\u0758\\u075C-\\u076A\\u076D-\\u0770\\u0772\\u0775-\\u0777\\u077A-\\u077F\\u07CA-\\u07EA\\u0860\\u0862-\\u0865\\u0868\\u0886\\u0889-\\u088D\\u08A0-\\u08A9\\u08AF\\u08B0\\u08B3-\\u08B8\\u08BA-\\u08C8\\u1807\\u1820-\\u1878\\u1887-\\u18A8\\u18AA\\u{10D01}-\\u{10D21}\\u{10D23}\\u{1E900}-\\u{1E943}';
/** Letters that join only to the one before: `Joining_Type=Right_Joining`. */
const right =
  '\\u0622-\\u0625\\u0627\\u0629\\u062F-\\u0632\\u0648\\u0671-\\u0673\\u0675-\\u0677\\u0688-\\u0699\\u06C0\\u06C3-\\u06CB\\u06CD\\u06CF\\u06D2\\u06D3\\u06D5\\u06EE\\u06EF\\u0710\\u0715-\\u0719\\u071E\\u0728\\u072A\\u072C\\u072F\\u074D\\u0759-\\u075B\\u076B\\u076C\\u0771\\u0773\\u0774\\u0778\\u0779\\u0867\\u0869\\u086A\\u0870-\\u0882\\u088E\\u08AA-\\u08AC\\u08AE\\u08B1\\u08B2\\u08B9\\u{10D22}';
/** Signs that remove the vowel of a consonant: `Canonical_Combining_Class=Virama`. */
const virama =
  '\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D3B\\u0D3C\\u0D4D\\u0DCA\\u0F84\\u1039\\u103A\\u17D2\\u1A60\\u1B44\\u1BAA\\u1BAB\\uA806\\uA8C4\\uA953\\uA9C0\\uAAF6\\uABED\\u{11046}\\u{110B9}\\u{11133}\\u{11134}\\u{111C0}\\u{11442}\\u{114C2}\\u{115BF}\\u{1163F}';

const between = '[\\p{Mn}\\p{Me}]*';
const afterVirama = `(?<=\\p{L}\\p{M}*[${virama}]\\p{M}*)`;
const joiner = new RegExp(
  [
    `(?<=[${dual}]${between})\\u200C(?=${between}[${dual}${right}])`,
    `${afterVirama}\\u200C(?=\\p{M}*\\p{L})`,
    `${afterVirama}\\u200D(?!\\p{M})`,
    '(?<=[\\u09B0\\u0CB0])\\u200D(?=[\\u09CD\\u0CCD]\\p{L})',
  ].join('|'),
  'gu',
);

/** Emoji joined to one, and a flag with the letters of its region. */
const emojiSequence =
  /\p{Emoji}[\uFE0F\p{EMod}]*(?:\u200D\p{Emoji}[\uFE0F\p{EMod}]*)+|\u{1F3F4}[\u{E0061}-\u{E007A}]+\u{E007F}/gu;
const oneEmoji = /^\p{RGI_Emoji}$/v;
/** Emoji only with U+FE0F behind them, which many keyboards omit. */
const unqualified = /(?![\p{EPres}\p{EMod}])\p{Emoji}(?![\uFE0F\p{EMod}])/gu;

/** Removes the visible joiners from a text. Those that remain are invisible. */
export function withoutJoiners(text: string): string {
  return text
    .replace(emojiSequence, (emoji) => (isOneEmoji(emoji) ? '' : emoji))
    .replace(joiner, '');
}

function isOneEmoji(sequence: string): boolean {
  return oneEmoji.test(sequence.replace(unqualified, '$&\uFE0F'));
}
