import { h } from '../dom/h.ts';
import { isField } from '../dom/keyboard/keys.ts';

/** Messages, and the lines between them about what happened to the room. */
const copied = 'article, .line[data-is="event"]';
/** The parts that can be copied: a text, the title and status of a game, or what happened. */
const copyable =
  '.message__text, .message__deleted, .game__title > :first-child, .game__status, .line__text';

interface Transcript {
  text: string;
  html: string;
}

/** Copies a selection across messages as one line for each: "Name, time: text". */
export function copyAsTranscript(log: HTMLElement, signal: AbortSignal): void {
  const copy = (event: ClipboardEvent): void => {
    const selection = getSelection();
    if (selection === null || isField(event.target)) return;
    const transcript = transcriptOf(log, selection);
    if (transcript === undefined) return;
    event.clipboardData?.setData('text/plain', transcript.text);
    event.clipboardData?.setData('text/html', transcript.html);
    event.preventDefault();
  };
  document.addEventListener('copy', copy, { signal });
}

/** Undefined for a selection within one message: the browser copies it as usual. */
function transcriptOf(log: HTMLElement, selection: Selection): Transcript | undefined {
  const ranges = Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at));
  const messages = [...log.querySelectorAll<HTMLElement>(copied)]
    .map((article) => ({ who: whoIn(article), parts: selectedIn(article, ranges) }))
    .filter(({ parts }) => parts.length > 0);
  if (messages.length < 2) return undefined;
  const text = messages.map(({ who, parts }) => [who, ...parts].join(': ')).join('\n');
  return { text, html: messages.map(({ who, parts }) => inMarkup(who, parts)).join('') };
}

/** Name and time, without bidi isolates; the time alone of what happened to the room. */
function whoIn(article: HTMLElement): string {
  const label = article.ariaLabel ?? article.querySelector('time')?.textContent ?? '';
  return label.replaceAll(/[\u2068\u2069]/gu, '');
}

function selectedIn(article: HTMLElement, ranges: readonly Range[]): Range[] {
  const touching = ranges.filter((range) => range.intersectsNode(article));
  if (touching.length === 0) return [];
  return [...article.querySelectorAll(copyable)]
    .flatMap((part) => touching.map((range) => intersection(range, part)))
    .filter((range) => range.toString() !== '');
}

/** The intersection of a range and a part, without the note behind the text. */
function intersection(range: Range, part: Element): Range {
  const all = new Range();
  all.selectNodeContents(part);
  const note = part.querySelector('.message__note');
  if (note !== null) all.setEndBefore(note);
  if (range.compareBoundaryPoints(Range.START_TO_START, all) > 0)
    all.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, all) < 0)
    all.setEnd(range.endContainer, range.endOffset);
  return all;
}

function inMarkup(who: string, parts: readonly Range[]): string {
  const contents = parts.flatMap((part) => [': ', part.cloneContents()]);
  const line = h('p', {}, h('b', {}, who), ...contents);
  line.style.whiteSpace = 'pre-wrap';
  return new XMLSerializer().serializeToString(line);
}
