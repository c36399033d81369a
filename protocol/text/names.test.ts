import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { withoutJoiners } from './joiners.ts';
import { nameKey, personName, roomName, roomTitle } from './names.ts';

const anyString = fc.string({ unit: 'binary', maxLength: 40 });
/** Between them, a joiner is seen in some places and not in others. */
const joined = ['م', 'د', 'ی', 'क', '\u094D', 'ि', '👩', '❤', '\u200C', '\u200D'];
/** Letters with which case, width, composition and spaces go wrong, between ordinary ones. */
const trickyName = fc
  .array(
    fc.constantFrom(
      ...Array.from('aZé ß ẞ İ ı Σ ς Å Å ﬁ ǰ Ａ _-#\u0301\u030C\u00A0\u3000\uFE0F❤'),
      ...joined,
    ),
    {
      maxLength: 40,
    },
  )
  .map((letters) => letters.join(''));
const anyName = fc.oneof(anyString, trickyName);

test('a name is kept composed, trimmed, and with single spaces', () => {
  assert.deepEqual(
    ['Toto', '  Toto ', 'E\u0301loi\u0308se', 'Anne   Marie', 'Anne\u00A0\u3000Marie'].map(
      personName,
    ),
    ['Toto', 'Toto', 'Éloïse', 'Anne Marie', 'Anne Marie'],
  );
});

test('a name may be in any script, and have an emoji', () => {
  const names = ['李雷', 'रीता', 'Ólafur', 'محمد', 'Zoë ❤️', '🦊', "O'Neill-42"];
  assert.deepEqual(names.map(personName), names);
});

test('a name of which nothing is seen is none', () => {
  const unseen = ['', '   ', '\u3164', '\u115F', '\u2800', '\u034F', '\uFE0F', '\u0301', '\u200B'];
  assert.deepEqual(
    unseen.map(personName),
    unseen.map(() => undefined),
  );
});

test('a name may have a joiner where it is seen', () => {
  const names = [
    'می\u200Cنا',
    'علی\u200Cرضا',
    'بِ\u200Cدَ',
    'ශ්\u200Dරී ලංකා',
    'क्\u200Dष',
    'क्\u200Cष',
    'ന്\u200D',
    'র\u200D্যাচেল',
    'ರ\u200D್ಯ',
    '👨\u200D👩\u200D👧\u200D👦',
    'Zoë 👩🏽\u200D🚀',
    '❤️\u200D🔥',
    '❤\u200D🔥',
    '🏳\u200D🌈',
    '🧔🏻\u200D♂️',
    '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
  ];
  assert.deepEqual(names.map(personName), names);
  const rooms = names.slice(0, 9).map((name) => name.replace(' ', '-').normalize('NFC'));
  assert.deepEqual(rooms.map(roomName), rooms);
});

test('a name with a joiner that nobody sees is none', () => {
  const unseen = [
    'To\u200Cto',
    'To\u200Dto',
    '\u200Cمینا',
    'مینا\u200C',
    'می\u200C\u200Cنا',
    'می\u200Dنا',
    'محمد\u200Cرضا',
    'می\u200C نا',
    'می\u200Cto',
    'क\u200Cष',
    'क\u200Dष',
    'क्\u200Dि',
    'क्\u200D\u200Dष',
    '李\u200D雷',
    '1\u200D2',
    '👩\u200D',
    '👩\u200Da',
    '👩\u200C🚀',
    '👩\u200D👩',
    '🏴\u{E0067}\u{E007F}',
    '\u200D',
    '\u200C',
  ];
  assert.deepEqual(
    unseen.map(personName),
    unseen.map(() => undefined),
  );
  assert.deepEqual(
    unseen.slice(0, 14).map(roomName),
    unseen.slice(0, 14).map(() => undefined),
  );
});

test('names that differ in a joiner only are the same', () => {
  const same = [
    ['می\u200Cنا', 'مینا'],
    ['ශ්\u200Dරී', 'ශ්රී'],
    ['क्\u200Cष', 'क्\u200Dष', 'क्ष'],
    ['👨\u200D👩\u200D👧', '👨👩👧'],
  ];
  for (const names of same) assert.equal(new Set(names.map(nameKey)).size, 1, names.join());
});

test('a name that hides something is none', () => {
  const hiding = ['To\u200Bto', 'To\u202Eot', 'To\nto', 'To\tto', 'To\u0000to', 'To\u00ADto'];
  assert.deepEqual(
    [...hiding, 'To\u2028to', 'To\u3164to', 'To\u180Bto', 'To\uD800to'].map(personName),
    Array.from({ length: 10 }, () => undefined),
  );
});

test('a name has at most 32 characters, however many bytes they take', () => {
  assert.equal(personName('🦊'.repeat(32)), '🦊'.repeat(32));
  assert.equal(personName('🦊'.repeat(33)), undefined);
});

test('a kept name is kept as it is, visible, and 1 to 32 characters long', () => {
  fc.assert(
    fc.property(anyName, (raw) => {
      const name = personName(raw);
      if (name === undefined) return;
      assert.equal(personName(name), name);
      assert.match(name, /^.{1,32}$/u);
      assert.match(name, /[\p{L}\p{N}\p{P}\p{S}]/u);
      assert.doesNotMatch(
        withoutJoiners(name).replaceAll('\uFE0F', ''),
        /[\p{C}\p{DI}\p{Zl}\p{Zp}]|^ | $|\p{Zs}{2}/u,
      );
    }),
  );
});

test('names that differ in case, accents or width only are the same', () => {
  const same = [
    ['Éloïse', 'eloise', 'ELOISE', 'E\u0301loi\u0308se', 'Ｅｌｏｉｓｅ'],
    ['straße', 'STRASSE', 'STRAẞE', 'Strasse'],
    ['Anne Marie', 'anne\u00A0marie', ' Anne  Marie '],
    ['Σίσυφος', 'ΣΊΣΥΦΟΣ', 'σισυφος'],
    ['Toto', 'toto\uFE0F'],
  ];
  for (const names of same) assert.equal(new Set(names.map(nameKey)).size, 1, names.join());
});

test('names that differ in a letter or a vowel sign are not the same', () => {
  const different = ['Toto', 'Tata', 'Toto2', 'रीता', 'राता', 'Anne Marie', 'AnneMarie'];
  assert.equal(new Set(different.map(nameKey)).size, different.length);
});

test('what names are compared by compares equal to the name', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      assert.equal(nameKey(nameKey(name)), nameKey(name));
    }),
  );
});

test('a room has its name as it was written, and an address in lower case that is made from it', () => {
  const written = {
    '# Tournoi de morpion': ['Tournoi de morpion', 'tournoi-de-morpion'],
    General: ['General', 'general'],
    '##général': ['général', 'général'],
    'salle_de  musique': ['salle_de musique', 'salle-de-musique'],
    'Qui vient dîner ? 🎉': ['Qui vient dîner ? 🎉', 'qui-vient-dîner'],
    "L'ÉCOLE (n° 2)": ["L'ÉCOLE (n° 2)", 'l-école-n-2'],
    'a/b.c--d': ['a/b.c--d', 'a-b-c-d'],
    日本: ['日本', '日本'],
  };
  assert.deepEqual(
    Object.keys(written).map((raw) => [roomTitle(raw), roomName(raw)]),
    Object.values(written),
  );
});

test('a room is not named by signs alone, by what hides something, or by more than 32 characters', () => {
  const none = ['', '#', '-', '?!', '😀', '\u0301', 'a\u034Fb', 'a\u200Bb', '\u3164'];
  assert.deepEqual(
    [...none, 'a'.repeat(33)].map(roomName),
    Array.from({ length: none.length + 1 }, () => undefined),
  );
});

test('a title is kept as it is and has the address that it had', () => {
  fc.assert(
    fc.property(anyName, (raw) => {
      const [title, name] = [roomTitle(raw), roomName(raw)];
      if (title === undefined || name === undefined) return;
      assert.deepEqual([roomTitle(title), roomName(title)], [title, name]);
    }),
  );
});

test('a kept room name is kept as it is, even where lower case composes anew', () => {
  assert.equal(roomName('J\u030C'), '\u01F0');
  fc.assert(
    fc.property(anyName, (raw) => {
      const name = roomName(raw);
      if (name === undefined) return;
      assert.equal(roomName(name), name);
      assert.match(name, /^.{1,32}$/u);
      assert.match(withoutJoiners(name), /^[\p{L}\p{M}\p{N}-]+$/u);
    }),
  );
});
