// From a selection on the page to code points of the text, and back. The one place where UTF-16 becomes code points.

/** The code points before `offset` UTF-16 units of a string. */
export function codePoints(string, offset = string.length) {
  return Array.from(string.slice(0, offset)).length;
}

/** The UTF-16 units of the first `count` code points of a string. */
function units(string, count) {
  let at = 0;
  for (let left = count; left > 0 && at < string.length; left -= 1) at += string.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

const article = () => document.querySelector("#text");
let pieces = [];
let drawn = null; // the text that they are of

document.addEventListener("htmx:afterSwap", () => {
  drawn = null;
});

/** All pieces of the text in order, as they are drawn now. */
function all() {
  if (drawn !== article() || !drawn || !pieces.every(({ element }, i) => i % 64 || element.isConnected)) {
    drawn = article();
    pieces = [...(drawn?.querySelectorAll(".seg") ?? [])].map((element) => ({ element, start: Number(element.dataset.start) }));
  }
  return pieces;
}

/** The index of the piece that this code point stands in; -1 before the first. */
function indexAt(offset) {
  let [low, high] = [0, all().length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The pieces that share words with a stretch of the text. */
export function piecesOf({ start, end }) {
  const found = [];
  for (let i = Math.max(0, indexAt(start)); i < all().length && pieces[i].start < end; i += 1) found.push(pieces[i].element);
  return found;
}

/** The words of a stretch, with what stands between them. */
export function wordsOf({ start, end }) {
  const letters = piecesOf({ start, end }).map((piece) => {
    const from = Number(piece.dataset.start);
    return Array.from(piece.textContent).slice(Math.max(0, start - from), end - from).join("");
  });
  return letters.join("");
}

/** The words of a stretch as they are shown: in the corrected copy with what was put in, without what was taken out. */
export function shownWords(stretch) {
  if (document.documentElement.dataset.view !== "corrected") return wordsOf(stretch);
  const words = piecesOf(stretch).map((piece) => {
    const from = Number(piece.dataset.start);
    const own = piece.matches(".correction-accepted")
      ? ""
      : Array.from(piece.textContent).slice(Math.max(0, stretch.start - from), stretch.end - from).join("");
    const put = piece.nextElementSibling?.matches("ins.correction-accepted") ? piece.nextElementSibling.textContent : "";
    return own + put;
  });
  return words.join("");
}

/** A place of the page for a code point of the text: [node, UTF-16 units], or null where that text is not drawn. */
function pointAt(offset, atEnd = false) {
  const at = atEnd ? offset - 1 : offset;
  const piece = all()[indexAt(at)];
  const node = piece && document.createTreeWalker(piece.element, NodeFilter.SHOW_TEXT).nextNode();
  if (!node || at >= piece.start + codePoints(node.data)) return null;
  return [node, units(node.data, offset - piece.start)];
}

/** A stretch of the text as a range of the page, or null. */
export function rangeOf({ start, end }) {
  const [from, to] = [pointAt(start), pointAt(end, true)];
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

/** Where a point of the page stands in the text: the code point, or null outside the text. */
function place(node, offset, atEnd) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const put = element?.closest("#text ins[data-from]"); // words of a correction stand for those that they replace
  if (put) return Number(atEnd ? put.dataset.to : put.dataset.from);
  const segment = element?.closest(".seg");
  if (segment) {
    const start = Number(segment.dataset.start);
    if (node.nodeType === Node.TEXT_NODE) return start + codePoints(node.data, offset);
    return start + (offset > 0 ? codePoints(segment.textContent) : 0);
  }
  // Between pieces (a number, a zone's name, the paragraph itself): the nearest piece on the right side of it.
  const range = document.createRange();
  range.setStart(node, offset);
  if (atEnd) {
    const before = all().filter((piece) => range.comparePoint(piece.element, 0) < 0).at(-1);
    return before ? before.start + codePoints(before.element.textContent) : null;
  }
  return all().find((piece) => range.comparePoint(piece.element, 0) >= 0)?.start ?? null;
}

/** The code point of the text under a click, or null. */
export function clickedAt(event) {
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  if (range && article()?.contains(range.startContainer)) return place(range.startContainer, range.startOffset, false);
  const piece = event.target.closest?.("#text .seg");
  return piece ? Number(piece.dataset.start) : null;
}

/** The selected stretch of the article: {start, end} in code points without outer white space, or null. */
export function selectedSpan() {
  const selection = document.getSelection();
  const text = article();
  if (!selection || selection.isCollapsed || !text || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const start = place(range.startContainer, range.startOffset, false);
  const end = place(range.endContainer, range.endOffset, true);
  return start === null || end === null || start >= end ? null : trimmed(start, end);
}

function trimmed(start, end) {
  const letters = Array.from(wordsOf({ start, end }));
  let [first, last] = [0, letters.length];
  while (first < last && !letters[first].trim()) first += 1;
  while (last > first && !letters[last - 1].trim()) last -= 1;
  return first === last ? null : { start: start + first, end: start + last };
}

/** Select a stretch of the text as a mouse would. The browser tells of it later than the next key may come: so do we. */
export function selectSpan(span) {
  const range = span && rangeOf(span);
  const selection = document.getSelection();
  selection.removeAllRanges();
  if (range) selection.addRange(range);
  document.dispatchEvent(new Event("selectionchange"));
}
