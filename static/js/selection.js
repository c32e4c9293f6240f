// From a selection on the page to code points of the text. The one place where UTF-16 becomes code points.

/** The code points before `offset` UTF-16 units of a string. */
export function codePoints(string, offset = string.length) {
  return Array.from(string.slice(0, offset)).length;
}

/** Where a point of the page stands in the text: the code point, or null outside the text. */
function place(node, offset, atEnd) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const segment = element?.closest(".seg");
  if (segment) {
    const start = Number(segment.dataset.start);
    if (node.nodeType === Node.TEXT_NODE) return start + codePoints(node.data, offset);
    return start + (offset > 0 ? codePoints(segment.textContent) : 0);
  }
  // Between pieces (a number, a zone's name, the paragraph itself): the nearest piece on the right side of it.
  const all = [...document.querySelectorAll("#text .seg")];
  const range = document.createRange();
  range.setStart(node, offset);
  if (atEnd) {
    const before = all.filter((piece) => range.comparePoint(piece, 0) < 0).at(-1);
    return before ? Number(before.dataset.start) + codePoints(before.textContent) : null;
  }
  const after = all.find((piece) => range.comparePoint(piece, 0) >= 0);
  return after ? Number(after.dataset.start) : null;
}

/** The selected stretch of the article: {start, end} in code points without outer white space, or null. */
export function selectedSpan() {
  const selection = document.getSelection();
  const text = document.querySelector("#text");
  if (!selection || selection.isCollapsed || !text || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const start = place(range.startContainer, range.startOffset, false);
  const end = place(range.endContainer, range.endOffset, true);
  return start === null || end === null || start >= end ? null : trimmed(start, end);
}

function trimmed(start, end) {
  const letters = [];
  for (const segment of document.querySelectorAll("#text .seg")) {
    const at = Number(segment.dataset.start);
    Array.from(segment.textContent).forEach((letter, index) => {
      if (at + index >= start && at + index < end) letters.push(letter);
    });
  }
  let [first, last] = [0, letters.length];
  while (first < last && !letters[first].trim()) first += 1;
  while (last > first && !letters[last - 1].trim()) last -= 1;
  return first === last ? null : { start: start + first, end: start + last };
}
