// Runs in the page, with its policy against scripts taken out: no word of a table is
// broken across lines, and nothing reaches beyond the window's edge. What is wrong is
// left in the root's data-layout, "good" where nothing is.
addEventListener("load", () => {
  const faults = [];
  for (const cell of document.querySelectorAll("th, td")) {
    if (cell.querySelector(".lc-code") || cell.closest(".lc-code")) continue;
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text; (text = walker.nextNode()); )
      for (const word of text.data.matchAll(/[^\s\u2010-\u2014-]+/g)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((r) => Math.round(r.top)));
        if (lines.size > 1) faults.push(`broken word: ${word[0]}`);
      }
  }
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) faults.push(`${wide} pixels wider than the window`);
  document.documentElement.dataset.layout = faults.length ? faults.join("; ") : "good";
});
