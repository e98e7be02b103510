// Runs in a page within a frame as wide as a phone, behind axe: every text that is shown is
// shown whole, by whatever box it stands in, and axe finds nothing. What is wrong is told
// to the frame's page, "good" where nothing is.
addEventListener("load", async () => {
  const faults = [];
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  await new Promise((done) => setTimeout(done, 500)); // the charts are drawn at load, too
  const clips = (style) => /auto|scroll|hidden|clip/.test(style.overflowX + style.overflowY);
  const hidden = (node) => node.closest(".govuk-visually-hidden, .govuk-skip-link, script, style, .lc-stacks thead");
  const seen = (node) => node.checkVisibility();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode()); ) {
    const box = text.parentElement;
    if (!text.data.trim() || hidden(box) || !seen(box)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const r of range.getClientRects()) {
      if (!r.width || !r.height) continue;
      const where = `${text.data.trim().slice(0, 30)} (${Math.round(r.left)} to ${Math.round(r.right)})`;
      if (r.left < -0.5 || r.right > innerWidth + 0.5) faults.push(`beyond the window: ${where}`);
      for (let up = box; up && up !== document.documentElement; up = up.parentElement) {
        const edge = up.getBoundingClientRect();
        const within = r.left >= edge.left - 2 && r.right <= edge.right + 2 &&
          (r.top >= edge.top - 2 && r.bottom <= edge.bottom + 2);
        if (up !== document.body && clips(getComputedStyle(up)) && !within) faults.push(`cut: ${where}`);
      }
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the window");
  // the result of a row stands before all that it rests on
  for (const row of document.querySelectorAll("#verdict .lc-stacks tbody tr")) {
    const [first, ...rest] = [...row.querySelectorAll("td")].map((cell) => cell.getBoundingClientRect());
    if (rest.some((cell) => cell.top < first.top - 1)) faults.push("the result is not the first");
  }
  const found = await axe.run(document);
  for (const one of found.violations) faults.push(`axe: ${one.id}: ${one.nodes.map((n) => n.target).join(" ")}`);
  parent.postMessage(faults.length ? [...new Set(faults)].slice(0, 12).join("; ") : "good", "*");
});
